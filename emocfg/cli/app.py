"""The command: its verbs, its errors, its exit statuses."""

import sys
import traceback
from typing import Annotated, Any

import typer

from emocfg import __version__
from emocfg.core.errors import EmoCfgError, ExitStatus

from . import (
    build,
    demo,
    doctor,
    evaluate,
    explain,
    export,
    import_,
    judge,
    leaderboard,
    lmms_path,
    push,
    reason,
    score,
    sources,
    stats,
    train,
    validate,
)

_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""Typer's usage error; versions of typer keep it in different places."""

_state = {"verbose": False}

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Emo-CFG: build the dataset, measure models on 15 tasks. Start with `emocfg demo`.",
    epilog="Exit: 0 ok, 1 unexpected, 2 usage, 3 a check failed, 4 incomplete, 5 requirement or consent missing, "
    "130 interrupted.",
)
app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)
app.command("sources")(sources.sources)
app.command("build")(build.build)
app.command("import")(import_.import_)
app.command("export")(export.export)
app.command("eval")(evaluate.evaluate)
app.command("reason")(reason.reason)
app.command("judge")(judge.judge)
app.command("score")(score.score)
app.command("lmms-path")(lmms_path.lmms_path)
app.command("explain")(explain.explain)
app.command("validate")(validate.validate)
app.command("stats")(stats.stats)
app.add_typer(leaderboard.app, name="leaderboard")
app.command("train")(train.train)
app.command("push")(push.push)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    *,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    _state["verbose"] = verbose


def main() -> None:
    """Run the command line; every way to end has its exit status."""
    try:
        status = app(standalone_mode=False)
    except EmoCfgError as error:
        status = _fail(error)
    except _UsageError as error:
        status = _misused(error)
    except (KeyboardInterrupt, typer.Abort):
        status = ExitStatus.INTERRUPTED
    except BrokenPipeError:
        status = ExitStatus.OK
    except OSError as error:
        what, where = error.strerror or str(error), str(error.filename or "emocfg")
        fix = "mend the permissions or make room, then run the same command again"
        status = _fail(EmoCfgError("E106", what, where=where, fix=fix))
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        status = _fail(EmoCfgError("E000", what, where="emocfg", fix="run again with `emocfg -v` and report it"))
    if status == ExitStatus.INTERRUPTED:
        typer.echo("interrupted; run the same command again to go on", err=True)
    sys.exit(int(status or 0))


def _misused(error: Any) -> int:  # noqa: ANN401 - typer's usage error, see above
    """A wrong command line; no command at all gets the help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message())
        return ExitStatus.USAGE
    command = error.ctx.command_path if error.ctx else "emocfg"
    return _fail(EmoCfgError("E202", error.format_message(), where=command, fix=f"see `{command} --help`"))


def _fail(error: EmoCfgError) -> int:
    if _state["verbose"]:
        traceback.print_exc()
    typer.echo(str(error), err=True)
    return error.status
