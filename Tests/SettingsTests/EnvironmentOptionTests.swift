@testable import Settings
import Testing
import Values

/// Options of the environment stand between the command line and the configuration file.
@Suite struct EnvironmentOptionTests {
  private func request(_ variables: [String: String], _ fill: (inout RunRequest) -> Void = { _ in }) throws -> RunRequest {
    var request = RunRequest()
    fill(&request)
    try request.fill(from: variables.map { ($0.key, $0.value) })
    return request
  }

  private func texts(_ name: String, _ request: RunRequest) -> [String] { request.settings(of: name).map(\.text) }

  @Test func everyOptionHasAVariable() throws {
    for row in Options.keys {
      let value = row.arity == .flag ? "true" : "x"
      let request = try request([RunRequest.variable(of: row.name): value])
      #expect(texts(row.name, request) == [value], "\(row.name)")
    }
    #expect(RunRequest.variable(of: "half-life") == "TRIBUTARY_HALF_LIFE")
  }

  @Test func theCommandLineCountsFirstAndTheFileLast() throws {
    var request = try request(["TRIBUTARY_LOOKBACK": "30d", "TRIBUTARY_HALF_LIFE": "3d"]) { $0.set("lookback", ["10d"]) }
    var file = ConfigurationFile()
    let location = Setting.Location.file(TextLocation(path: "plan.yaml", line: 1, column: 1), key: "x")
    let names = ["lookback", "half-life", "keep"]
    for name in names { file.options[name] = [Setting(text: "file", location: location)] }
    request.fill(from: file.options)
    #expect(names.flatMap { texts($0, request) } == ["10d", "3d", "file"])
  }

  @Test func aPeriodOfTheEnvironmentBeatsTheFilesBoundsAndYieldsToThoseOfTheCommandLine() throws {
    let file = ["TRIBUTARY_PERIOD": "2026-01"]
    #expect(try request(file) { $0.set("from", ["2026-02-01"]) }.settings(of: "period") == [])
    #expect(texts("period", try request(file)) == ["2026-01"])
  }

  @Test func listsArePartedByCommasAndEmptyOnesSayNothing() throws {
    let request = try request([
      "TRIBUTARY_MODEL": "linear, w-shaped", "TRIBUTARY_HEADER": "time,event", "TRIBUTARY_GOAL": "", "TRIBUTARY_CONFIG": "a.yaml",
      "OTHER_LOOKBACK": "1d",
    ])
    #expect(texts("model", request) == ["linear", "w-shaped"])
    #expect(texts("header", request) == ["time,event"])
    #expect(texts("goal", request) == [] && texts("lookback", request) == [])
    #expect(request.configurationFile == "a.yaml")
  }

  @Test func whatIsMisspeltIsRefusedAndWhatIsSomebodyElsesIsNot() throws {
    #expect(throws: RunError.self) { try request(["TRIBUTARY_LOOKBAKC": "30d"]) }
    do { _ = try request(["TRIBUTARY_HALFLIFE": "3d"]) } catch let error as RunError {
      #expect(error.status == 64 && error.description.contains("did you mean 'TRIBUTARY_HALF_LIFE'?"))
    }
    _ = try request(["TRIBUTARY_HOME": "/opt", "TRIBUTARY_TEST_SEED": "1"])
  }

  @Test func aRefusalNamesTheVariable() throws {
    var request = try request(["TRIBUTARY_LOOKBACK": "9x"])
    request.inputs = ["a.csv"]
    #expect { _ = try RunConfiguration(request, now: .init(microseconds: 0)) } throws: { error in
      (error as? RunError)?.description.hasPrefix("TRIBUTARY_LOOKBACK reads '9x'") == true && (error as? RunError)?.status == 64
    }
    #expect(throws: RunError.self) { try self.request(["TRIBUTARY_QUIET": "perhaps"]) }
  }
}
