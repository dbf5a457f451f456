// Reading many sorted keys from RocksDB at the speed of the disk.
#pragma once

#include <rocksdb/db.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace izmaksa {

// How many keys are asked for before any is used: `key_of` must keep so many of its slices valid.
constexpr size_t kSortedReadBatch = 512;

// Looks up `count` keys, given in ascending order by `key_of`, and calls `found(i, value)` for
// those that are there. One pass of a cursor when they are many of what is stored, filtered batches
// when they are few.
inline rocksdb::Status ReadSorted(rocksdb::DB* db, rocksdb::ColumnFamilyHandle* family,
                                  size_t count, const std::function<rocksdb::Slice(size_t)>& key_of,
                                  const std::function<void(size_t, rocksdb::Slice)>& found) {
  constexpr size_t kBatch = kSortedReadBatch;
  constexpr int kStepsBeforeSeek = 16;
  uint64_t stored = 0;
  db->GetIntProperty(family, "rocksdb.estimate-num-keys", &stored);
  if (count > kBatch && count > stored / kStepsBeforeSeek) {
    rocksdb::ReadOptions options;
    options.readahead_size = 2 << 20;
    options.fill_cache = false;
    const std::unique_ptr<rocksdb::Iterator> cursor(db->NewIterator(options, family));
    cursor->SeekToFirst();
    for (size_t i = 0; i < count && cursor->Valid(); ++i) {
      const rocksdb::Slice key = key_of(i);
      for (int step = 0; cursor->Valid() && cursor->key().compare(key) < 0; ++step) {
        if (step == kStepsBeforeSeek) {
          cursor->Seek(key);
        } else {
          cursor->Next();
        }
      }
      if (cursor->Valid() && cursor->key() == key) found(i, cursor->value());
    }
    return cursor->status();
  }
  std::vector<rocksdb::Slice> keys(kBatch);
  std::vector<rocksdb::PinnableSlice> values(kBatch);
  std::vector<rocksdb::Status> statuses(kBatch);
  for (size_t from = 0; from < count; from += kBatch) {
    const size_t size = std::min(kBatch, count - from);
    for (size_t i = 0; i < size; ++i) keys[i] = key_of(from + i);
    db->MultiGet(rocksdb::ReadOptions(), family, size, keys.data(), values.data(), statuses.data(),
                 true);
    for (size_t i = 0; i < size; ++i) {
      if (statuses[i].ok()) {
        found(from + i, values[i]);
      } else if (!statuses[i].IsNotFound()) {
        return statuses[i];
      }
      values[i].Reset();
    }
  }
  return rocksdb::Status::OK();
}

}  // namespace izmaksa
