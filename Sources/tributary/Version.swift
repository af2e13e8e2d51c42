import CBuild
import Archive

/// The version of the program, and facts about the build.
enum Version {
  /// The version in reports, which is the same for every build.
  static let number = "0.3.0"

  /// The text of `--version`: `tributary 0.3.0 (b26281e, 2026-11-28, release, Swift 6.3.1, x86_64, libarchive 3.6.2, …)`.
  static var facts: String {
    let commit = unsafe String(cString: cbuild_commit()).split(separator: " ").map(String.init)
    return
      "tributary \(number) (\((commit + [configuration, "Swift " + compiler, architecture] + ArchiveLibraries.texts).joined(separator: ", ")))"
  }

  private static var configuration: String {
    #if DEBUG
    "debug"
    #else
    "release"
    #endif
  }

  /// The version of the compiler. Swift has no constant for it, only conditions.
  private static var compiler: String {
    #if compiler(>=6.4)
    "6.4 or later"
    #elseif compiler(>=6.3.3)
    "6.3.3"
    #elseif compiler(>=6.3.2)
    "6.3.2"
    #elseif compiler(>=6.3.1)
    "6.3.1"
    #else
    "6.3"
    #endif
  }

  private static var architecture: String {
    #if arch(x86_64)
    "x86_64"
    #elseif arch(arm64)
    "arm64"
    #else
    "another architecture"
    #endif
  }
}
