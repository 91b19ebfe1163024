using System.CommandLine;
using System.Text;

namespace TrueUp.Commands;

/// <summary>
/// <c>trueup completions bash|zsh|fish</c>: a script for the shell. The script asks the program itself what fits (the <c>[suggest]</c> directive), so it never
/// goes out of date; where nothing fits, the shell offers files.
/// </summary>
static class CompletionsCommand
{
    public static Command Build()
    {
        Command completions = new("completions", "A script that makes the shell complete trueup's commands and options");
        completions.Add(For("bash", "For ~/.bashrc: source <(trueup completions bash)", Bash));
        completions.Add(For("zsh", "For ~/.zshrc, after compinit: source <(trueup completions zsh)", Zsh));
        completions.Add(For("fish", "trueup completions fish > ~/.config/fish/completions/trueup.fish", Fish));
        return completions;
    }

    static Command For(string shell, string description, string script) => new Command(shell, description).Does(desk =>
    {
        desk.Output.Write(Encoding.UTF8.GetBytes(script));
        return ExitCode.Clean;
    });

    // The words are split at the shell's own breaks, so --format=json is three of them; only what follows the cursor's word is offered.
    const string Bash = """
        _trueup() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _trueup trueup

        """;

    const string Zsh = """
        #compdef trueup
        _trueup() {
            local -a fitting
            fitting=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            fitting=(${fitting:#})
            if (( ${#fitting} )); then compadd -a fitting; else _files; fi
        }
        compdef _trueup trueup

        """;

    const string Fish = """
        function __trueup_fitting
            set -l line (commandline --cut-at-cursor --current-process | string collect --allow-empty)
            trueup "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete --command trueup --arguments '(__trueup_fitting)'

        """;
}
