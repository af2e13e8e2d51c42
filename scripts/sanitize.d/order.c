// Tells the thread sanitizer of the order that Swift's runtime keeps without its knowledge: the runtime is not built with it.
// The linker turns calls of each function here to its `__wrap_` (scripts/sanitize). Without these, every lazy `static let` and
// every Mutex that two threads want at once looks like a race.
#include <stdint.h>

// Missing from what is linked without the sanitizer.
__attribute__((weak)) void __tsan_acquire(void *);
__attribute__((weak)) void __tsan_release(void *);

static void acquire(void *place) { if (__tsan_acquire) __tsan_acquire(place); }
static void release(void *place) { if (__tsan_release) __tsan_release(place); }

// A lazy global: made before anybody goes on.
struct making {
  void *place;
  void (*make)(void *);
  void *context;
};

static void make_and_release(void *raw) {
  struct making *making = raw;
  making->make(making->context);
  release(making->place);
}

void __real_swift_once(void *place, void (*make)(void *), void *context);

void __wrap_swift_once(void *place, void (*make)(void *), void *context) {
  struct making making = {place, make, context};
  __real_swift_once(place, make_and_release, &making);
  acquire(place);
}

// Synchronization.Mutex: an uncontended lock is atomics that the sanitizer sees in our own code; these are the others.
#define swift_method __attribute__((swiftcall))
#define swift_self __attribute__((swift_context))

swift_method void real_lock(uint32_t thread, swift_self void *lock) __asm__("__real_$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
swift_method void real_unlock(swift_self void *lock) __asm__("__real_$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
swift_method void lock(uint32_t thread, swift_self void *lock) __asm__("__wrap_$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
swift_method void unlock(swift_self void *lock) __asm__("__wrap_$s15Synchronization12_MutexHandleV11_unlockSlowyyF");

swift_method void lock(uint32_t thread, swift_self void *lock) {
  real_lock(thread, lock);
  acquire(lock);
}

swift_method void unlock(swift_self void *lock) {
  release(lock);
  real_unlock(lock);
}
