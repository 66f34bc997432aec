/* result/xml.h: the little XML that styles and the QGIS project need: escaping, attributes, where
 * an element ends. Reads QML as QGIS writes it (attributes in double quotes); it is not an XML
 * parser. Owns nothing. Thread-safe. */
#ifndef TOMT_RESULT_XML_H
#define TOMT_RESULT_XML_H

#include "base/text.h"

/* Appends `text` with & < > " escaped; bytes that XML 1.0 forbids are left out. */
void tomt_xml_escape(struct tomt_text *out, const char *text, size_t n);
void tomt_xml_escape_string(struct tomt_text *out, const char *text);
/* The same of text that QGIS looks through for expressions (titles, labels, legends): "[%" and "%]"
 * are parted by a word joiner, so that a name is never evaluated. */
void tomt_xml_escape_plain(struct tomt_text *out, const char *text);
/* The five named references, decimal and hexadecimal ones; others stay as they are. */
void tomt_xml_unescape(struct tomt_text *out, const char *text, size_t n);
/* The value of an attribute in the start tag at `tag` ("<category ..."), still escaped; NULL if
 * absent. */
const char *tomt_xml_attribute(const char *tag, const char *name, size_t *n);
/* Just after the '>' of the start tag at `tag`; NULL if it never ends. */
const char *tomt_xml_tag_end(const char *tag);
/* Just after the element that starts at `tag`, whatever it nests; NULL if it never ends. */
const char *tomt_xml_element_end(const char *tag);
/* Is this the start tag of an element of that name? */
bool tomt_xml_is(const char *tag, const char *name);

#endif
