import Foundation

/// One folder of `Tests/Conformance`: input files, settings, and the report that must come out.
public struct ConformanceCase: Sendable, CustomStringConvertible {
  public let name: String
  public let settings: CaseSettings

  public static let root = Tributary.repository + "/Tests/Conformance"
  /// Every case, by name.
  public static let all: [ConformanceCase] = {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: root).sorted()
        .filter { FileManager.default.fileExists(atPath: "\(root)/\($0)/case.json") }.map(ConformanceCase.init(name:))
    } catch { preconditionFailure("\(root): \(error)") }
  }()

  public init(name: String) throws {
    self.name = name
    let file = URL(fileURLWithPath: "\(ConformanceCase.root)/\(name)/case.json")
    settings = try JSONDecoder().decode(CaseSettings.self, from: Data(contentsOf: file))
  }

  public var folder: String { "\(ConformanceCase.root)/\(name)" }
  public var description: String { name }

  /// The counts that must come out, zeros left out.
  public func expectedCounts() throws -> [String: Int] {
    let file = URL(fileURLWithPath: "\(folder)/counts.json")
    return try JSONDecoder().decode([String: Int].self, from: Data(contentsOf: file)).filter { $0.value != 0 }
  }

  /// Runs the program on the case's files, inside its folder, the report going to `output`.
  public func run(
    into output: String, in workdir: Workdir, options: [String] = [], environment: [String: String] = [:]
  ) throws -> FinishedRun {
    var arguments = ["run", "--output", output, "--max-rejects", "100%"] + settings.arguments + options
    if let custom = settings.custom {
      arguments += ["--config", try workdir.write("\(name).yaml", CaseSettings.configuration(of: custom))]
    }
    return try Tributary.run(arguments + settings.events, in: folder, environment: environment)
  }
}
