# Completes the words of snn, in bash and in zsh.
# shellcheck shell=bash disable=SC2034,SC2154,SC2207

# What the command $1 takes: its flags; and the values and paths that follow the flag $2, or stand alone.
_snn_takes() {
  case $1 in
COMMANDS
  esac
}

# What may complete the word at the cursor: values, after what is joined to it, and paths.
_snn_proposes() {
  local flag=${COMP_WORDS[COMP_CWORD - 1]} command='' experiment='' last='' flags='' i
  joined='' values='' paths=none word=${COMP_WORDS[COMP_CWORD]}
  # Bash takes --flag=value apart; where it was told not to, and in zsh, it is one word.
  case $word in
    --*=*) joined=${word%%=*}= flag=${word%%=*} word=${word#*=} ;;
    =) word='' ;;
    *) [ "$flag" != = ] || flag=${COMP_WORDS[COMP_CWORD - 2]} ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] || command=${COMP_WORDS[1]}
  _snn_takes "$command" "$flag"
  case $command in
    sweep | tune)
      # The words of an experiment follow, with several values after a flag.
      for ((i = 2; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
          --*) last=${COMP_WORDS[i]} ;;
          EXPERIMENTS) experiment=${COMP_WORDS[i]} ;;
        esac
      done
      [ -z "$joined" ] || last=$flag
      [ -z "$experiment" ] || _snn_takes "$experiment" "$last"
      ;;
  esac
  case $word in -*) values=$flags paths=none ;; esac
}

_snn() {
  local joined values paths word IFS=$' \t\n'
  _snn_proposes
  COMPREPLY=($(compgen -P "$joined" -W "$values" -- "$word"))
  case $paths in
    files) compopt -o default ;;
    folders) compopt +o default -o plusdirs ;;
    *) compopt +o default ;;
  esac 2>/dev/null
}

_snn_zsh() {
  local joined values paths word COMP_CWORD=$((CURRENT - 1))
  local -a COMP_WORDS
  COMP_WORDS=("${words[@]}")
  # Arrays begin at 0, and words are split.
  emulate sh -c _snn_proposes
  [ -z "$joined" ] || compset -P '*='
  emulate sh -c 'compadd -- $values'
  case $paths in
    files) _files ;;
    folders) _files -/ ;;
  esac
}

if [ -n "${ZSH_VERSION:-}" ]; then
  type compdef >/dev/null 2>&1 || { autoload -U +X compinit && compinit; }
  compdef _snn_zsh snn
else
  complete -o default -F _snn snn
fi
