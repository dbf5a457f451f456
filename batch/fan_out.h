// One fact, stored with everybody it concerns: a child's birth with the child and with its parents.
// Rules never read across people, so the door writes it once for each of them.
#pragma once

#include <functional>

namespace izmaksa {

namespace v1 {
class Event;
}

// Calls `take` with each event that a checked event becomes: first with the person's own, then for
// each of `also`, in order, with one about the same person, without personal data, whose id is
// "id@client number". `take` may change what it is given.
void FanOut(v1::Event* event, const std::function<void(v1::Event*)>& take);

}  // namespace izmaksa
