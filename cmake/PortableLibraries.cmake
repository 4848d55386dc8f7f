# Install script. Every shared library that ${program} needs and that not every Linux with glibc has goes
# to ${libraries}, beside DuckDB's, with the licence of the Debian package it comes from (${licences}).
set(of_every_system "^(ld-linux.*|lib(c|m|dl|pthread|rt|resolv|gcc_s|stdc\\+\\+))\\.so")

file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${program}
     PRE_EXCLUDE_REGEXES ${of_every_system} "^libduckdb\\.so"
     RESOLVED_DEPENDENCIES_VAR found UNRESOLVED_DEPENDENCIES_VAR missing)
if(missing)
  message(FATAL_ERROR "Libraries that are nowhere: ${missing}")
endif()

set(target "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")
set(packages "")
foreach(library IN LISTS found)
  file(REAL_PATH ${library} path)
  get_filename_component(name ${library} NAME)
  file(INSTALL ${path} DESTINATION ${CMAKE_INSTALL_PREFIX}/${libraries} RENAME ${name})
  # Debian 12 still knows some files by their place before /lib became a part of /usr.
  string(REGEX REPLACE "^/usr" "" former_path ${path})
  execute_process(COMMAND dpkg-query --search ${path} ${former_path} OUTPUT_VARIABLE owner ERROR_QUIET)
  if(NOT owner MATCHES "^([^ ]+): ")
    message(FATAL_ERROR "${path} belongs to no package: its licence is not known")
  endif()
  list(APPEND packages ${CMAKE_MATCH_1})
endforeach()

# Some of them are under the LGPL: whoever gets the tarball must be able to find their sources.
list(REMOVE_DUPLICATES packages)
list(SORT packages)
set(table "The libraries in ${libraries} are those of these Debian packages; the sources are Debian's.\n\n")
foreach(package IN LISTS packages)
  execute_process(COMMAND dpkg-query --show --showformat "\${Package} \${Version} (source: \${source:Package} \${source:Version})\n"
                          ${package} OUTPUT_VARIABLE line COMMAND_ERROR_IS_FATAL ANY)
  string(APPEND table ${line})
  string(REGEX REPLACE ":.*" "" plain ${package})
  file(REAL_PATH /usr/share/doc/${plain}/copyright licence)
  file(INSTALL ${licence} DESTINATION ${CMAKE_INSTALL_PREFIX}/${licences} RENAME ${plain}.copyright)
endforeach()
file(WRITE ${target}/${licences}/packages.txt ${table})
