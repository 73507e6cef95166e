"""How bash, zsh and fish ask what they may complete.

Each script hands over the line up to the cursor, so that one reader of words serves all of them.
Values of this program have colons and equals signs in them. There bash divides its words, and
replaces only the last part; zsh and fish replace the whole word.
"""

import os
from typing import Any, Final, NamedTuple

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

LINE: Final = "COMP_LINE"
BREAKS: Final = "COMP_WORDBREAKS"

_BASH: Final = """\
%(complete_func)s() {
    local program=${1:-%(prog_name)s} response row kind value
    response=$(env COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
        %(complete_var)s=bash_complete "${program/#\\~\\//"$HOME"/}" 2>/dev/null)
    COMPREPLY=()
    while IFS= read -r row; do
        kind=${row%%%%,*} value=${row#*,}
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                COMPREPLY+=("$value")
                [[ $value == *[=@:] ]] && compopt -o nospace
                ;;
        esac
    done <<< "$response" 2>/dev/null
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_ZSH: Final = """\
#compdef %(prog_name)s

%(complete_func)s() {
    local program=%(prog_name)s kind value help
    local -a response ending open
    (( $+commands[$program] )) || program=${~${(Q)words[1]}}
    response=("${(@f)$(env COMP_LINE="${words[1,CURRENT-1]} $PREFIX" \\
        %(complete_var)s=zsh_complete $program 2>/dev/null)}")
    for kind value help in ${response}; do
        case $kind in
            plain) [[ $value == *[=@:] ]] && open+=("$value") || ending+=("$value") ;;
            dir) [[ $PREFIX == -*=* ]] && compset -P '*='; _path_files -/ ;;
            file) [[ $PREFIX == -*=* ]] && compset -P '*='; _path_files -f ;;
        esac
    done
    (( $#open )) && compadd -U -S '' -V unsorted -a open
    (( $#ending )) && compadd -U -V unsorted -a ending
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

_FISH: Final = """\
function %(complete_func)s
    set -l response (env COMP_LINE=(commandline -cp | string collect) \\
        %(complete_var)s=fish_complete %(prog_name)s 2>/dev/null)
    for row in $response
        set -l parts (string split --max 1 , -- $row)
        set -l option (string match --regex -- '^-[^=]*=' $parts[2]; or echo '')
        set -l word (string replace --regex -- '^-[^=]*=' '' $parts[2])
        switch $parts[1]
            case dir
                printf '%%s\\n' $option(__fish_complete_directories $word '')
            case file
                printf '%%s\\n' $option(__fish_complete_path $word)
            case plain
                echo $parts[2]
        end
    end
end

complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""
KEPT_PREFIXES: Final = "$@"
"""Breaks that readline takes to be the first character of what it replaces."""


class TypedLine(NamedTuple):
    """What stands before the cursor.

    `words` are those that are complete, `word` is the last one, without quotes, and `kept` of it is
    what a shell leaves as it is: up to the last of its breaks, or to a quote that is still open.
    """

    words: tuple[str, ...]
    word: str
    kept: str


def read_line(line: str, breaks: str = "") -> TypedLine:
    """Divide a line as a shell does."""
    words: list[str] = []
    word, quote, started = "", "", False
    kept = opened = 0
    characters = iter(line)
    for character in characters:
        if character == "\\" and quote != "'":
            word, started = word + next(characters, ""), True
        elif character == quote:
            kept, quote = opened, ""
        elif not quote and character in "'\"":
            opened, kept, quote, started = kept, len(word), character, True
        elif quote or not character.isspace():
            if not quote and character in breaks:
                kept = len(word) + (character not in KEPT_PREFIXES)
            word, started = word + character, True
        elif started:
            words.append(word)
            word, kept, started = "", 0, False
    return TypedLine(tuple(words), word, word[:kept])


class _Typed(ShellComplete):
    """Reads the line that the script hands over, and keeps the option of `--option=value`."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the last one, without the program, and the last one."""
        if LINE not in os.environ:  # a script of an earlier version, kept in a file
            return super().get_completion_args()
        typed = read_line(os.environ[LINE])
        return list(typed.words[1:]), typed.word

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """What the last word may be as a whole."""
        option, equals, _ = incomplete.partition("=")
        items = super().get_completions(args, incomplete)
        if not equals or not option.startswith("-") or "--" in args:
            return items
        return [CompletionItem(f"{option}={item.value}", item.type, item.help) for item in items]


class Bash(_Typed, BashComplete):
    """Completion for bash, which replaces what follows the last of its breaks."""

    source_template = _BASH

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Type and value, without what bash leaves as it is."""
        typed = read_line(os.environ.get(LINE, ""), os.environ.get(BREAKS, ""))
        return f"{item.type},{item.value.removeprefix(typed.kept)}"


class Zsh(_Typed, ZshComplete):
    """Completion for zsh."""

    source_template = _ZSH

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Type, value and nothing to describe it, on three lines."""
        return f"{item.type}\n{item.value}\n_"


class Fish(_Typed, FishComplete):
    """Completion for fish."""

    source_template = _FISH


SHELLS: Final = (Bash, Zsh, Fish)


def use_shells() -> None:
    """Have click ask these instead of its own."""
    for shell in SHELLS:
        add_completion_class(shell)
