@testable import Discovery
import Archive
import ProgramTesting

/// Files written by a test, looked at as `init` does.
enum InitSample {
  static func files(_ texts: [String: String]) throws -> SampledFiles {
    let workdir = try Workdir()
    for (name, text) in texts { try workdir.write(name, text) }
    return try SampledFiles(InputList.expand([workdir.root]))
  }

  static func group(_ text: String, name: String = "log.csv") throws -> FileGroup {
    let files = try files([name: text])
    guard let group = files.groups.first else { throw ProgramError(description: files.refused.first?.reason ?? "empty") }
    return group
  }

  static func draft(_ texts: [String: String]) throws -> ConfigurationDraft {
    ConfigurationDraft(try files(texts), machineZone: "UTC")
  }
}
