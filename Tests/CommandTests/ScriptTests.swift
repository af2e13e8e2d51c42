import Foundation
import ProgramTesting
import Testing

/// What scripts of the repository make and judge.
@Suite struct ScriptTests {
  /// Every input of `scripts/hostile` ends in the status, the message and the files beside it.
  @Test func hostileInputsEndAsExpected() throws {
    let script = Tributary.repository + "/scripts/hostile"
    let run = try RunningProgram("/usr/bin/env", ["python3", script, "--binary", Tributary.binary], in: "/").finish(deadline: 1_200)
    #expect(run.status == 0, "\(run.standardOutput)\(run.standardError)")
    #expect(run.standardOutput.hasSuffix(" hostile inputs, 0 differences\n"), "\(run.standardOutput)")
  }

  /// The same events in every format, encoding and archive of `scripts/formats` make the same report.
  @Test func formatsEncodingsAndArchivesMakeOneReport() throws {
    let script = Tributary.repository + "/scripts/formats"
    let run = try RunningProgram("/usr/bin/env", ["python3", script, "5000", "--tributary", Tributary.binary], in: "/")
      .finish(deadline: 600)
    #expect(run.status == 0, "\(run.standardOutput)\(run.standardError)")
    #expect(run.standardOutput.hasSuffix("\n5,000 events: all reports are the same\n"), "\(run.standardOutput)")
  }

  /// The manual page has every option of every command, and formats without a complaint.
  @Test func theManualKnowsEveryOption() throws {
    let workdir = try Workdir()
    let made = try RunningProgram("/usr/bin/env", ["python3", Tributary.repository + "/scripts/man", Tributary.binary], in: "/")
      .finish()
    #expect(made.status == 0 && made.standardError.isEmpty, "\(made.standardError)")
    let page = made.standardOutput
    let words = page.split(whereSeparator: { $0 == " " || $0 == "\n" })
    for command in ["init", "check", "run", "models", "schema"] {
      #expect(page.contains(".It Nm Cm \(command)\n"))
      let help = try Tributary.run([command, "--help"], in: "/").standardOutput
      for option in help.matches(of: /--([a-z][a-z-]+)/).map(\.output.1) {
        #expect(words.contains("-\(option)"), "the manual does not know --\(option)")
      }
    }
    let items = page.split(separator: "\n").filter { $0.hasPrefix(".It Fl") }
    #expect(items.count > 40)
    for number in [0, 64, 65, 66, 70, 73, 74, 75, 78, 130] { #expect(page.contains("\n.It \(number)")) }
    try workdir.write("tributary.1", page)
    let shown = try RunningProgram(
      "/usr/bin/env", ["sh", "-c", "command -v man >/dev/null || exit 0; man --warnings -E UTF-8 -l tributary.1 >/dev/null"],
      in: workdir.root
    ).finish()
    #expect(shown.status == 0 && shown.standardError.isEmpty, "\(shown.standardError)")
  }

  /// Each shell takes the completions that the program makes for it, and they know values as well as options.
  @Test(arguments: ["bash", "zsh", "fish"]) func completionsAreTaken(_ shell: String) throws {
    let workdir = try Workdir()
    let script = try Tributary.run(["--generate-completion-script", shell], in: "/")
    #expect(script.status == 0 && script.standardError.isEmpty)
    for word in ["log-format", "time-decay", "semicolon", "cp949", "decimal-comma"] {
      #expect(script.standardOutput.contains(word), "\(shell) does not know \(word)")
    }
    try workdir.write("script", script.standardOutput)
    let check = "command -v \(shell) >/dev/null || exit 0; \(shell) -n script"
    let read = try RunningProgram("/usr/bin/env", ["sh", "-c", check], in: workdir.root).finish()
    #expect(read.status == 0 && read.standardError.isEmpty, "\(read.standardError)")
  }

  /// The package names what it needs and holds what is installed, and making it again makes the same.
  @Test func aPackageForDebianIsWhole() throws {
    let script = Tributary.repository + "/scripts/deb"
    var sums: [String] = []
    for _ in 1...2 {
      let made = try RunningProgram(script, [], in: Tributary.repository, environment: ["TRIBUTARY_BINARY": Tributary.binary])
        .finish(deadline: 600)
      try #require(made.status == 0, "\(made.standardError)")
      let package = Tributary.repository + "/" + made.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
      let listed = try RunningProgram("/usr/bin/env", ["dpkg-deb", "--contents", package], in: "/").finish().standardOutput
      for file in [
        "bin/tributary", "share/man/man1/tributary.1.gz", "share/bash-completion/completions/tributary",
        "share/doc/tributary/README.md.gz",
      ] {
        #expect(listed.contains(" ./usr/\(file)\n"), "\(file) is not in the package")
      }
      let needed = try RunningProgram("/usr/bin/env", ["dpkg-deb", "--field", package, "Depends"], in: "/").finish().standardOutput
      for library in ["libarchive13", "libisal2", "libnettle8", "libyaml-0-2", "libc6", "tzdata"] {
        #expect(needed.contains(library), "\(needed)")
      }
      sums.append(try RunningProgram("/usr/bin/env", ["sha256sum", package], in: "/").finish().standardOutput)
    }
    #expect(sums[0] == sums[1])
  }

  /// Installed, installed again over that, and taken away without a trace but for the folders.
  @Test func installingComesAndGoes() throws {
    let workdir = try Workdir()
    let script = Tributary.repository + "/scripts/install"
    let binary = ["TRIBUTARY_BINARY": Tributary.binary]
    let prefix = workdir.path("a folder/local")
    for _ in 0..<2 {
      let run = try RunningProgram("/usr/bin/env", [script, "--prefix", prefix], in: workdir.root, environment: binary).finish()
      #expect(run.status == 0, "\(run.standardError)")
    }
    let version = try RunningProgram(prefix + "/bin/tributary", ["--version"], in: "/").finish()
    #expect(version.status == 0 && version.standardOutput.hasPrefix("tributary "))
    func files() throws -> [String] {
      let found = try RunningProgram("/usr/bin/env", ["find", ".", "-type", "f"], in: prefix).finish()
      return found.standardOutput.split(separator: "\n").map(String.init).sorted()
    }
    let installed = try files()
    #expect(
      installed == [
        "./bin/tributary", "./share/bash-completion/completions/tributary", "./share/fish/vendor_completions.d/tributary.fish",
        "./share/man/man1/tributary.1.gz", "./share/zsh/site-functions/_tributary",
      ])
    let gone = try RunningProgram("/usr/bin/env", [script, "--prefix=" + prefix, "--uninstall"], in: workdir.root).finish()
    #expect(gone.status == 0, "\(gone.standardError)")
    #expect(try files() == [])
    let wrong = try RunningProgram("/usr/bin/env", [script, "--perfix", "x"], in: workdir.root).finish()
    #expect(wrong.status == 64 && wrong.standardError.contains("'--perfix' is unknown"))
  }
}
