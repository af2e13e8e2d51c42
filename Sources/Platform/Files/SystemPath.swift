import COutput
import Glibc

/// The calls of the system that take a path. A path is bytes without a zero, in any encoding or none.
///
/// Each call fails with `errno` set, as its C function does.
package struct SystemPath {
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { bytes = Array(text.utf8) }

  private func withCString<R>(_ body: (UnsafePointer<CChar>) -> R) -> R {
    unsafe (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
  }

  /// A descriptor, or -1. The corresponding C function is `open`, tried again when a signal interrupts it.
  package func open(_ flags: Int32, mode: mode_t = 0o666) -> Int32 {
    unsafe withCString { path in
      Int32(truncatingIfNeeded: retryingInterrupts { Int(unsafe Glibc.open(path, flags, mode)) })
    }
  }

  /// The file, links followed; nil on failure. The corresponding C function is `stat`.
  package func status() -> FileStatus? {
    var found = stat()
    return unsafe withCString { unsafe stat($0, &found) } == 0 ? FileStatus(found) : nil
  }

  /// What stands at the path itself, a link perhaps; nil on failure. The corresponding C function is `lstat`.
  package func ownStatus() -> FileStatus? {
    var found = stat()
    return unsafe withCString { unsafe lstat($0, &found) } == 0 ? FileStatus(found) : nil
  }

  /// Whether this process may do so with the file (`R_OK`, `W_OK`, `F_OK`), links followed; by the rights it acts with where
  /// `effective` is set. The corresponding C function is `faccessat`.
  package func allows(_ mode: Int32, effective: Bool = false) -> Bool {
    unsafe withCString { unsafe faccessat(AT_FDCWD, $0, mode, effective ? AT_EACCESS : 0) } == 0
  }

  /// The names in a directory as it gives them, `.` and `..` among them.
  ///
  /// The corresponding C functions are `opendir` and `readdir`.
  package func entries() throws(SystemFailure) -> [[UInt8]] {
    guard let directory = unsafe withCString({ unsafe opendir($0) }) else { throw SystemFailure("opendir") }
    defer { unsafe closedir(directory) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(directory) else { break }
      names.append(unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) })
    }
    if errno != 0 { throw SystemFailure("readdir") }
    return names
  }

  /// The path with links, `.` and `..` resolved; nil where it does not exist. The corresponding C function is `realpath`.
  package var resolved: String? {
    guard let real = unsafe withCString({ unsafe realpath($0, nil) }) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// The folder that relative paths are meant from; nil where it is gone. The corresponding C function is `getcwd`.
  package static var current: String? {
    guard let path = unsafe getcwd(nil, 0) else { return nil }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }
}

extension SystemPath {
  /// What a link points to, as written; nil where there is no link. The corresponding C function is `readlink`.
  var linkTarget: String? {
    var target = [UInt8](repeating: 0, count: 4096)
    let count = unsafe withCString { path in
      unsafe target.withUnsafeMutableBytes { unsafe readlink(path, $0.baseAddress!, $0.count) }
    }
    return count < 0 ? nil : String(decoding: target[0..<count], as: UTF8.self)
  }

  /// Each of these gives whether it went well, and is called what its C function is.
  func unlink() -> Bool { unsafe withCString { unsafe Glibc.unlink($0) } == 0 }
  func rmdir() -> Bool { unsafe withCString { unsafe Glibc.rmdir($0) } == 0 }
  func mkdir() -> Bool { unsafe withCString { unsafe Glibc.mkdir($0, 0o777) } == 0 }
  func chown(group: gid_t) -> Bool { unsafe withCString { unsafe Glibc.chown($0, uid_t.max, group) } == 0 }
  func chmod(_ rights: mode_t) -> Bool { unsafe withCString { unsafe Glibc.chmod($0, rights) } == 0 }

  func rename(to other: SystemPath) -> Bool {
    unsafe withCString { old in unsafe other.withCString { unsafe Glibc.rename(old, $0) } } == 0
  }

  /// Makes a link here that points to `target`.
  func symlink(to target: String) -> Bool {
    unsafe withCString { link in unsafe SystemPath(target).withCString { unsafe Glibc.symlink($0, link) } } == 0
  }

  /// Exchanges two paths in one step. The corresponding C function is `renameat2`.
  func exchange(with other: SystemPath) -> Bool {
    unsafe withCString { path in unsafe other.withCString { unsafe coutput_exchange(path, $0) } } == 0
  }

  /// Whether a file system is mounted here. The corresponding C function is `statx`.
  var isMountPoint: Bool { unsafe withCString { unsafe coutput_is_mount_point($0) } == 1 }

  /// Bytes that an ordinary user can still write to the disk of this directory; nil on failure.
  ///
  /// The corresponding C function is `statvfs`.
  var freeBytes: Int64? {
    var figures = statvfs()
    guard unsafe withCString({ unsafe statvfs($0, &figures) }) == 0 else { return nil }
    return Int64(clamping: UInt64(figures.f_bavail).multipliedReportingOverflow(by: UInt64(figures.f_frsize)).partialValue)
  }
}
