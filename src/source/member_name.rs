//! Names of archive members that are not to be trusted.

/// What is said of a name that [`is_unsafe`].
pub(crate) const UNSAFE: &str = "a member with an absolute path or `..` in its name: not read, as the archive is not to be trusted";

/// True for a member's name that leads out of the archive.
pub(crate) fn is_unsafe(name: &str) -> bool {
    let drive = matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    drive || name.starts_with(['/', '\\']) || name.contains('\0') || name.split(['/', '\\']).any(|step| step == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_names() {
        for name in ["/etc/x", "../x", "a/../../x", "a/..", "C:\\x", "..\\x", "\\x", "a\0b"] {
            assert!(is_unsafe(name), "{name:?}");
        }
        for name in ["a/b.txt", "a..b", "...", "c:", "lưu/tin.html"] {
            assert_eq!(is_unsafe(name), name == "c:", "{name:?}");
        }
    }
}
