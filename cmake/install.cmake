# What `cmake --install` and the .deb put in place.
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/tomt.1 ${CMAKE_BINARY_DIR}/tomt.bash
    COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0 TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/house/tsan.supp $<TARGET_FILE:tomt> help --man > ${CMAKE_BINARY_DIR}/tomt.1
    COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0 TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/house/tsan.supp $<TARGET_FILE:tomt> help --bash-completion > ${CMAKE_BINARY_DIR}/tomt.bash
    DEPENDS tomt VERBATIM)
add_custom_target(manual ALL DEPENDS ${CMAKE_BINARY_DIR}/tomt.1 ${CMAKE_BINARY_DIR}/tomt.bash)

install(TARGETS tomt RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_BINARY_DIR}/tomt.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${CMAKE_BINARY_DIR}/tomt.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME tomt)
install(DIRECTORY styles profiles sectors DESTINATION ${CMAKE_INSTALL_DATADIR}/tomt)
install(DIRECTORY gis-data/drammen DESTINATION ${CMAKE_INSTALL_DATADIR}/tomt/gis-data PATTERN result EXCLUDE)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tomt)
set(CPACK_PACKAGE_CONTACT "The tomt authors <tomt@example.org>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS qgis)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
include(CPack)
