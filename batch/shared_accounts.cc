#include "batch/shared_accounts.h"

#include <algorithm>

#include "ledger/status.h"
#include "processors/person.h"

namespace izmaksa {

absl::StatusOr<std::vector<uint64_t>> SharedAccounts(Ledger& ledger, int64_t people_max,
                                                     Date date) {
  std::vector<std::vector<uint64_t>> of_shard(static_cast<size_t>(ledger.shards()));
  RETURN_IF_ERROR(ForEachShard(ledger.shards(), [&](int shard) -> absl::Status {
    std::vector<uint64_t>& marks = of_shard[static_cast<size_t>(shard)];
    const std::unique_ptr<Projection::Cursor> person = ledger.people(shard).Scan();
    for (; person->Valid(); person->Next()) {
      ASSIGN_OR_RETURN(const PersonState state, DecodePerson(person->value()));
      const AccountFact* account = state.accounts.At(date);
      if (account == nullptr || account->mark == 0 || state.died) continue;
      if (account->ground != PayeeGround::kInstitution) marks.push_back(account->mark);
    }
    return person->status();
  }));
  std::vector<uint64_t> all;
  for (const std::vector<uint64_t>& marks : of_shard)
    all.insert(all.end(), marks.begin(), marks.end());
  std::sort(all.begin(), all.end());
  std::vector<uint64_t> shared;
  for (auto first = all.begin(); first != all.end();) {
    const auto end = std::upper_bound(first, all.end(), *first);
    if (end - first > people_max) shared.push_back(*first);
    first = end;
  }
  return shared;
}

}  // namespace izmaksa
