//! Text into HTML, so that no article and no rule can write markup.

/// A text as it may stand between tags and in quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // What HTML cannot hold, and marks that turn the direction of what follows.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() && !c.is_whitespace() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escape("<b onclick=\"x('y')\">&"), "&lt;b onclick=&quot;x(&#39;y&#39;)&quot;&gt;&amp;");
        assert_eq!(escape("a\u{0}b\u{202e}c\n"), "a\u{fffd}bc\n");
    }

    #[test]
    fn what_is_escaped_reads_as_it_was() {
        let read = |text: &str| {
            let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
            named.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
        };
        for text in ["&lt;", "a < b & c > d", "\"'\"", "Łódź 🎉", "&amp;amp;"] {
            assert_eq!(read(&escape(text)), text);
        }
    }
}
