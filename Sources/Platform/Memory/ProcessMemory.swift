import COutput
import Glibc

/// What this process takes, and what the machine and its container would let it take. All figures in bytes.
public enum ProcessMemory {
  /// Has the allocator keep pieces of up to a mebibyte when they are freed, and as little as `keptHeapBytes` of each heap: a
  /// buffer that every file needs is not given back and asked for again.
  ///
  /// The corresponding C function is `mallopt`.
  public static func keepFreedPieces() { coutput_keep_freed(PlatformPolicy.mostHeapPieceBytes, PlatformPolicy.keptHeapBytes) }

  /// Resident memory now, or nil where /proc is not mounted.
  public static var current: Int? { statusFigure("VmRSS:") }

  /// The most resident memory so far, or nil where /proc is not mounted.
  ///
  /// Not `getrusage`: its figure includes the program that started this one.
  public static var peak: Int? { statusFigure("VmHWM:") }

  /// The machine's memory.
  public static var machine: Int { sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) }

  /// The smallest limit that a control group sets on this process, or nil if none does.
  public static var containerLimit: Int? {
    let groups = WholeFile.text(at: "/proc/self/cgroup") ?? ""
    return limitFiles(groups: groups).compactMap { WholeFile.text(at: $0).flatMap(limit(in:)) }.min()
  }

  /// What this process may take at all: the machine's memory or the container's limit, whichever is less.
  public static var available: Int { min(machine, containerLimit ?? .max) }

  private static func statusFigure(_ label: String) -> Int? {
    figure(label, in: WholeFile.text(at: "/proc/self/status") ?? "")
  }

  /// The figure of a line like `VmRSS:      1234 kB` of /proc/self/status.
  static func figure(_ label: String, in status: String) -> Int? {
    for line in status.split(separator: "\n") where line.hasPrefix(label) {
      return line.dropFirst(label.count).split(whereSeparator: { $0 == " " || $0 == "\t" }).first
        .flatMap { Int($0) }.map { $0 << 10 }
    }
    return nil
  }

  /// Where the groups named in /proc/self/cgroup and their parents keep their limits, in both versions of the interface.
  static func limitFiles(groups: String) -> [String] {
    var files: [String] = []
    for line in groups.split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let unified = fields[1].isEmpty
      guard unified || fields[1].split(separator: ",").contains("memory") else { continue }
      let root = unified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory"
      let name = unified ? "memory.max" : "memory.limit_in_bytes"
      // Inside a container the named path may not exist, and the root is the container's own group.
      var path = root
      files.append("\(path)/\(name)")
      for part in fields[2].split(separator: "/") {
        path += "/\(part)"
        files.append("\(path)/\(name)")
      }
    }
    return files
  }

  /// A limit as its file writes it: `max` is none.
  static func limit(in text: String) -> Int? {
    Int(text.split(whereSeparator: \.isWhitespace).first ?? "").flatMap { $0 > 0 ? $0 : nil }
  }
}
