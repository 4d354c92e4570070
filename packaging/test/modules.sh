#!/bin/sh
# modules.sh zwb.jar: the runtime has every module that jdeps finds, but for those that libraries name where we never enter.
set -eu

# java.desktop: beans of SnakeYAML and Micrometer. java.compiler: JMH's generator. java.security.jgss: Kerberos of Netty.
never='java.compiler java.desktop java.security.jgss'
has=$(sed -n 's/^modules=\(\$modules,\)\{0,1\}//p' "$(dirname "$0")/../stage.sh" | tr '\n' ',')
missing=''
for module in $("$JAVA_HOME/bin/jdeps" --multi-release 17 --ignore-missing-deps --print-module-deps "$1" | tail -n 1 | tr ',' ' '); do
  case ,$has, in
    *",$module,"*) ;;
    *) case " $never " in *" $module "*) ;; *) missing="$missing $module" ;; esac ;;
  esac
done
[ -z "$missing" ] || { echo "FAILED: stage.sh leaves out$missing" >&2; exit 1; }
echo "  holds: the runtime has every module that the program reaches"
