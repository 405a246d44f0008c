function __snn_in
    set -l words (commandline -opc)
    if contains -- "$words[2]" sweep tune
        __fish_seen_subcommand_from $argv
    else
        contains -- "$words[2]" $argv
    end
end
