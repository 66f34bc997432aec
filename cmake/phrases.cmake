# phrases(room): po/nb.po compiled and checked by gettext's msgfmt, and the compiled catalogue inside the program (table tomt_catalogues).
# gettext is needed to build, not to run. scripts/phrases brings po/ up to date with the sources.
function(phrases room)
    find_program(MSGFMT msgfmt REQUIRED)
    set(catalogue ${CMAKE_BINARY_DIR}/embedded/nb.mo)
    add_custom_command(OUTPUT ${catalogue}
        COMMAND ${MSGFMT} --check -o ${catalogue} ${CMAKE_SOURCE_DIR}/po/nb.po
        DEPENDS ${CMAKE_SOURCE_DIR}/po/nb.po VERBATIM)
    embed(${room} tomt_catalogues ${catalogue})
endfunction()
