import Settings
import Archive
import Synchronization

/// Decides what errors of inputs mean for the run.
///
/// An input that cannot be understood may be damaged: a wrong bit in a gzip gives wrong text long before its checksum is
/// reached. So an error about the content of an input is deferred: nothing is parsed any more, and the rest of the inputs is
/// only checked for damage, which is the better message. With `--damaged skip` a damaged input is recorded and everything
/// else is checked, so that all damaged inputs are known before the others are read again without them.
final class InputWatch: Sendable {
  /// Damaged inputs are noted, rather than ending the run.
  let skips: Bool
  private let isChecking = Atomic<Bool>(false)
  private let found = Mutex<[Int: ArchiveError]>([:])
  private let held = Mutex<(any Error)?>(nil)

  init(skips: Bool) { self.skips = skips }

  /// Inputs are only checked from now on: whatever is parsed is thrown away.
  var onlyChecks: Bool { isChecking.load(ordering: .relaxed) }
  /// No further input is opened.
  var isDone: Bool { onlyChecks && !skips }
  /// Bytes of content that are still checked of an input in which something could not be understood.
  var bytesToCheck: Int64 { skips ? .max : PipelinePolicy.checkedBytes }

  /// Whether an error is about what a single input is, rather than about rows or names of all of them.
  static func isAboutOneInput(_ error: any Error) -> Bool {
    (error as? ArchiveError)?.kind == .foreign || (error as? RunError)?.status == 65
  }

  /// Defers an error about the content of an input. Throws any other error.
  func deferContentError(_ error: any Error) throws {
    let isAboutContent =
      switch error {
      case let error as RunError: error.status == 65 || error.status == 78
      case let error as ArchiveError: error.kind == .foreign
      default: error is TooManyRejects
      }
    if !isAboutContent { throw error }
    held.withLock { $0 = $0 ?? error }
    isChecking.store(true, ordering: .relaxed)
  }

  /// Keeps that an input is damaged, where such ones are left out; throws any other error.
  func recordDamage(_ error: any Error, of input: Int) throws {
    guard skips, let damage = error as? ArchiveError, damage.isDamage else { throw error }
    found.withLock { $0[input] = damage }
    isChecking.store(true, ordering: .relaxed)
  }

  /// To be called when every input has been read.
  ///
  /// - Throws: `DamagedInputs`, else the error that was held.
  func finish() throws {
    let damaged = found.withLock { $0 }
    if !damaged.isEmpty { throw DamagedInputs(errors: damaged) }
    if let error = held.withLock({ $0 }) { throw error }
  }
}

/// Damaged inputs, by input number. What was read together with them has to be read again without them.
struct DamagedInputs: Error {
  var errors: [Int: ArchiveError]
}
