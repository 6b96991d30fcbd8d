//! Any text is read as a tree or a mistake with a place in the text; and a tree
//! that was read is read again from what it prints as.
#![no_main]

use std::fmt::{Debug, Display};

use libfuzzer_sys::fuzz_target;
use nutgraf::pattern::{self, SyntaxError, SyntaxErrorKind};

fuzz_target!(|text: &str| {
    check(text, pattern::parse);
    check(text, pattern::parse_role_type);
    check(text, pattern::parse_tree_path);
    check(text, pattern::parse_where);
    check(text, pattern::parse_template);
});

fn check<T: Display + Debug + PartialEq>(text: &str, read: impl Fn(&str) -> Result<T, SyntaxError>) {
    match read(text) {
        Ok(tree) => match read(&tree.to_string()) {
            // An escape or a bracket more than was written may pass a bound.
            Err(SyntaxError { kind: SyntaxErrorKind::TooLong | SyntaxErrorKind::TooDeep, .. }) => {}
            again => assert_eq!(again.as_ref(), Ok(&tree)),
        },
        Err(mistake) => assert!(text.get(mistake.place.range()).is_some(), "{mistake:?} of {text:?}"),
    }
}
