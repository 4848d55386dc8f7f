// The last link of the chain from a file to rows: the reader for what the bytes are.
#pragma once

#include <memory>
#include <string>

#include "definition/definition.h"
#include "input/byte_meter.h"
#include "input/byte_source.h"
#include "input/row_reader.h"
#include "input/sniff.h"
#include "input/zip_archive.h"

namespace sfi {

// Throws Refused when rows cannot be read from such content, or the layout asks for another format.
void check_format(Content content, const Layout& layout, const std::string& label);

// `label` names the bytes in messages.
std::unique_ptr<RowReader> open_rows(Content content, std::unique_ptr<ByteSource> bytes, const Definition& definition,
                                     const Table& table, const std::string& label, std::size_t block_bytes);
std::unique_ptr<RowReader> open_workbook(std::shared_ptr<ZipArchive> archive, const Definition& definition,
                                         const Table& table, const std::string& label, ByteMeter* meter);
// `file` is where the database lies, `name` the name of the table in it.
std::unique_ptr<RowReader> open_access(const std::string& file, const std::string& name, const Definition& definition,
                                       const Table& table, const std::string& label);

}  // namespace sfi
