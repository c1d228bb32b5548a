using System.CommandLine;
using LowCode.Cli;
using LowCode.Cli.Commands;
using LowCode.Storage;

var root = new RootCommand("LowCode: check, test, publish and look after neighbourhood apps. 检查、测试、发布和维护居村应用。")
{
    CheckCommand.Create(),
    TestCommand.Create(),
    PublishCommand.Create(),
    RescoreCommand.Create(),
    ExplainCommand.Create(),
    SchemaCommand.Create(),
    DemoCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    MoveCommand.Create(),
    AuditCommand.Create(),
    EraseCommand.Create(),
    RetentionCommand.Create(),
    UserCommand.Create(),
    DivisionCommand.Create(),
};
root.Options.Add(Terminal.LocaleOption);

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (StorageException error)
{
    return Terminal.Fail(error.Problem, error.Arguments.AsSpan());
}
catch (CommandFailure failure)
{
    return Terminal.Fail(failure.Problem, failure.Arguments.AsSpan());
}
catch (OperationCanceledException)
{
    return Terminal.Cancelled;
}
