import Foundation
import ProgramTesting
import Testing

/// What is misspelt is told with what was probably meant.
@Suite struct MisspeltTests {
  static let log = """
    time,event,user_id,channel,amount
    2026-01-01,touch,a,email,
    2026-01-02,won,a,,10

    """

  @Test(arguments: [
    (["rnu", "log.csv"], 64, "did you mean 'run'?"),
    (["log.csv"], 64, "commands are init, check, run, "),
    (["run", "--lokback", "9d", "log.csv"], 64, "Did you mean '--lookback'?"),
    (["run", "--model", "linaer", "log.csv"], 64, "did you mean 'linear'?"),
    (["models", "linaer"], 64, "models: there is no model 'linaer'; did you mean 'linear'?"),
    (["run", "--goal", "wonn", "log.csv"], 64, "did you mean 'won'?"),
    (["run", "--keep", "frist", "log.csv"], 64, "did you mean 'first'?"),
    (["run", "--format", "cvs", "log.csv"], 64, "did you mean 'csv'?"),
    (["run", "--encoding", "utf-9", "log.csv"], 64, "did you mean 'utf-8'?"),
    (["run", "--amounts", "micro", "log.csv"], 64, "did you mean 'micros'?"),
    (["run", "--damaged", "skp", "log.csv"], 64, "did you mean 'skip'?"),
    (["run", "--time-zone", "Asia/Seol", "log.csv"], 64, "did you mean 'Asia/Seoul'?"),
    (["run", "--columns", "tiem=time,event=event", "log.csv"], 64, "did you mean 'time'?"),
    (["run", "--columns", "time=tiem,event=event,user_id=user_id", "log.csv"], 78, "did you mean 'time'?"),
    (["run", "--period", "last-munth", "log.csv"], 64, "did you mean 'last-month'?"),
    (["run", "--touch-events", "clik", "log.csv"], 64, "did you mean 'click'?"),
    (["run", "--exclude-channel", "emial", "log.csv"], 0, "did you mean 'email'?"),
    (["run", "misspelt.csv"], 65, "Is 'tiem' the time?"),
    (["run", "log.csv", "--spend", "spend.csv"], 65, "Is 'ammount' the amount?"),
    (["run", "log.csv", "--rates", "rates.csv"], 78, "Is 'rat' the rate?"),
  ])
  func isToldWithWhatWasMeant(_ arguments: [String], _ status: Int32, _ question: String) throws {
    let folder = try Workdir()
    try folder.write("log.csv", Self.log)
    try folder.write("misspelt.csv", Self.log.replacing("time", with: "tiem"))
    try folder.write("spend.csv", "date,channel,ammount\n2026-01-01,email,1\n")
    try folder.write("rates.csv", "date,base,quote,rat\n2026-01-01,USD,KRW,1300\n")
    let run = try Tributary.run(arguments, in: folder.root)
    #expect(run.status == status, "\(run.standardError)")
    #expect(run.standardError.contains(question), "\(run.standardError)")
  }
}
