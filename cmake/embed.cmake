# embed(room NAME files...): the bytes of files, inside the program.
# Gives `const struct tomt_file NAME[]` ({name, bytes, n}, ends with name NULL), declared in base/files.h style by the user:
#   extern const struct tomt_file NAME[];
function(embed room name)
    set(out ${CMAKE_BINARY_DIR}/embedded/${name}.c)
    set(files "")
    foreach(file IN LISTS ARGN)
        get_filename_component(file ${file} ABSOLUTE BASE_DIR ${CMAKE_SOURCE_DIR})
        get_source_file_property(made ${file} GENERATED) # by the build, so that it is not there yet
        if(made OR EXISTS ${file})
            list(APPEND files ${file})
        endif()
    endforeach()
    string(REPLACE ";" "," joined "${files}")
    add_custom_command(OUTPUT ${out}
        COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DOUT=${out} "-DFILES=${joined}" -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
        DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake VERBATIM)
    target_sources(${room} PRIVATE ${out})
endfunction()
