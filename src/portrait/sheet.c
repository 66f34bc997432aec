/* portrait/sheet.c: columns of text set under each other, numbers to the right. */
#include "portrait/inside.h"

enum { MOST_COLUMNS = 10 };

static void put_cell(struct tomt_text *out, const char *cell, size_t width, bool right, bool last)
{
    size_t wide = tomt_columns_wide(cell), blanks = width > wide ? width - wide : 0;
    if (right)
        tomt_text_print(out, "%*s%s", (int)blanks, "", cell);
    else
        tomt_text_print(out, "%s%*s", cell, last ? 0 : (int)blanks, "");
    tomt_text_puts(out, last ? "\n" : "  ");
}

void tomt_text_sheet(struct tomt_text *out, const struct tomt_portrait_sheet *sheet)
{
    size_t width[MOST_COLUMNS] = {0}, n = sheet->n_columns;
    n = n < MOST_COLUMNS ? n : MOST_COLUMNS;
    for (size_t c = 0; c < n; c++) {
        width[c] = sheet->heading ? tomt_columns_wide(sheet->heading[c]) : 0;
        for (size_t r = 0; r < sheet->n_rows; r++) {
            size_t wide = tomt_columns_wide(sheet->cell[r * sheet->n_columns + c]);
            width[c] = wide > width[c] ? wide : width[c];
        }
    }
    for (size_t r = sheet->heading ? 0 : 1; r <= sheet->n_rows; r++) {
        tomt_text_puts(out, "  ");
        for (size_t c = 0; c < n; c++)
            put_cell(out, r ? sheet->cell[(r - 1) * sheet->n_columns + c] : sheet->heading[c],
                     width[c], sheet->right[c], c + 1 == n);
    }
}
