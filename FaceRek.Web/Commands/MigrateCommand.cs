using System.CommandLine;
using FaceRek.Web.Setup;

namespace FaceRek.Web.Commands;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Creates the database or brings it up to date.");
        command.SetAction(
            async (_, cancellationToken) =>
            {
                await using var app = FaceRekHost.Build(CommandSettings.Quiet);
                await app.Services.MigrateDatabaseAsync(cancellationToken);
                return 0;
            }
        );
        return command;
    }
}
