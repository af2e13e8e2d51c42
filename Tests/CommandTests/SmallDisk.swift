import Glibc
import ProgramTesting

/// A place with little room: a small tmpfs where one may be mounted, else a limit on the size of every file. Whoever makes
/// one calls `remove` at the end.
final class SmallDisk {
  enum Kind: CaseIterable { case disk, limit }

  let path: String
  let isMounted: Bool
  private let workdir: Workdir
  private let kibibytes: Int

  init(_ kind: Kind, kibibytes: Int, named name: String, in workdir: Workdir) throws {
    self.workdir = workdir
    self.kibibytes = kibibytes
    path = workdir.path(name)
    try SmallDisk.call("/bin/mkdir", [path], in: workdir)
    var mounted = false
    if kind == .disk {
      let options = ["-t", "tmpfs", "-o", "size=\(kibibytes)k", "tributary-test", path]
      mounted = try RunningProgram("/usr/bin/mount", options, in: workdir.root).finish().status == 0
    }
    isMounted = mounted
  }

  func remove() {
    if isMounted {
      do { try SmallDisk.call("/usr/bin/umount", [path], in: workdir) } catch { print("still mounted: \(path): \(error)") }
    }
  }

  /// Leaves no room at all on a mounted disk.
  func fill() throws {
    guard isMounted else { return }
    // dd ends with an error when nothing more fits: that is the point.
    _ = try RunningProgram("/bin/dd", ["if=/dev/zero", "of=\(path)/filler", "bs=4096"], in: workdir.root).finish()
  }

  /// Runs the program with the disk's bound on it.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> FinishedRun {
    if isMounted { return try Tributary.run(arguments, in: workdir.root, environment: environment) }
    // The shell counts in halves of a KiB.
    let script = "ulimit -f \(kibibytes * 2); exec \"$@\""
    return try RunningProgram(
      "/bin/sh", ["-c", script, "sh", Tributary.binary] + arguments, in: workdir.root, environment: environment
    ).finish()
  }

  private static func call(_ program: String, _ arguments: [String], in workdir: Workdir) throws {
    let run = try RunningProgram(program, arguments, in: workdir.root).finish()
    guard run.status == 0 else { throw ProgramError(description: "\(program): \(run.standardError)") }
  }
}
