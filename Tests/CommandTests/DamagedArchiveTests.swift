import ProgramTesting
import Testing

/// A damaged archive ends the run with 74, a message that names it and says what is wrong, and no report.
@Suite struct DamagedArchiveTests {
  @Test func damageIsNamedAndNothingIsWritten() throws {
    let workdir = try Workdir()
    let good = try Gzip.member(Gzip.log(rows: 20_000), in: workdir)
    try workdir.write("good.csv.gz", good)
    for damage in Gzip.damaged(good) {
      try workdir.write("\(damage.name).csv.gz", damage.bytes)
      let run = try Tributary.run(
        ["run", "--output", "report-\(damage.name)", "good.csv.gz", "\(damage.name).csv.gz"], in: workdir.root)
      #expect(run.status == 74, "\(damage.name): \(run.standardError)")
      #expect(run.standardError.contains("\(damage.name).csv.gz"), "\(damage.name): \(run.standardError)")
      let message = run.standardError.lowercased()
      #expect(damage.words.contains { message.contains($0.lowercased()) }, "\(damage.name): \(run.standardError)")
      #expect(!workdir.exists("report-\(damage.name)"), "\(damage.name) left a report")
    }
    let left = try workdir.names(besides: []).filter { $0.contains("report") }
    #expect(left.isEmpty, "something was left beside the output")
  }

  @Test func damageLeavesTheFormerReport() throws {
    let workdir = try Workdir()
    let good = try Gzip.member(Gzip.log(rows: 300), in: workdir)
    try workdir.write("a.csv.gz", good)
    #expect(try Tributary.run(["run", "--output", "report", "a.csv.gz"], in: workdir.root).status == 0)
    let former = try ReportFiles(workdir.path("report"))
    try workdir.write("b.csv.gz", good.dropLast(1))
    let run = try Tributary.run(["run", "--output", "report", "a.csv.gz", "b.csv.gz"], in: workdir.root)
    #expect(run.status == 74, "\(run.standardError)")
    #expect(try ReportFiles(workdir.path("report")) == former)
  }

  @Test func severalMembersReadAsOneLog() throws {
    let workdir = try Workdir()
    let text = Gzip.log(rows: 1_000)
    try workdir.write("one.csv", text)
    // The cut falls inside a row: members are no records.
    let cut = text.index(text.startIndex, offsetBy: 20_011)
    let parts = try [text[..<cut], text[cut...], ""].map { try Gzip.member(String($0), in: workdir) }
    try workdir.write("many.csv", parts.flatMap { $0 })
    let one = try Tributary.run(["run", "--output", "a", "one.csv"], in: workdir.root)
    let many = try Tributary.run(["run", "--output", "b", "many.csv"], in: workdir.root)
    #expect(one.status == 0, "\(one.standardError)")
    #expect(many.status == 0, "\(many.standardError)")
    #expect(try workdir.bytes("a/channels.csv") == workdir.bytes("b/channels.csv"))
    #expect(try ReportFiles.counts(workdir.path("a")) == ReportFiles.counts(workdir.path("b")))
  }
}
