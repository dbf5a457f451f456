// Taking many new rows into a RocksDB at the speed of the disk: as sorted files, made by several
// threads, instead of through its write-ahead log and memory table.
#pragma once

#include <rocksdb/db.h>

#include <functional>
#include <string>

namespace izmaksa {

using PutRow = std::function<void(const rocksdb::Slice& key, const rocksdb::Slice& value)>;

// Adds `count` rows of rising keys to the default column family, durably, all or none.
// `rows(from, to, put)` puts the rows from, …, to − 1 in order; it is called for several ranges at
// the same time. `prefix` begins the names of the files on their way, on the device of the
// database.
rocksdb::Status WriteSorted(rocksdb::DB* db, const std::string& prefix, size_t count,
                            const std::function<void(size_t, size_t, const PutRow&)>& rows);

}  // namespace izmaksa
