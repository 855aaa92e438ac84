using System.CommandLine;
using FaceRek.Core.Faces.Engine;
using FaceRek.Web.Demo;
using FaceRek.Web.Setup;

namespace FaceRek.Web.Commands;

internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Adds the demo organization and prints how to sign in. Not for Production.");
        command.SetAction(
            async (result, cancellationToken) =>
            {
                await using var app = FaceRekHost.Build(CommandSettings.Quiet);
                if (app.Environment.IsProduction())
                {
                    throw new CommandException("The demo organization has known passwords and is not for Production.");
                }
                if (FaceEngine.Obstacle is { } obstacle)
                {
                    throw new CommandException(obstacle);
                }
                await app.Services.MigrateDatabaseAsync(cancellationToken);
                await using var scope = app.Services.CreateAsyncScope();
                var isNew = await ActivatorUtilities
                    .CreateInstance<DemoOrganization>(scope.ServiceProvider)
                    .CreateAsync(cancellationToken);
                Print(app.Configuration.Get<SiteSettings>("Site").Address.TrimEnd('/'), isNew);
                return 0;
            }
        );
        return command;
    }

    private static void Print(string site, bool isNew)
    {
        Console.WriteLine(
            $"{(isNew ? "A" : "The")} demo organization is at {site}/{DemoOrganization.Slug}. Everyone's password is {DemoCast.Password}"
        );
        foreach (var user in DemoCast.Users)
        {
            Console.WriteLine($"  {user.Role, -9} {user.Email}");
        }
        Console.WriteLine($"The employee's PIN is {DemoCast.Pin}. At the camera choose the drawn one.");
    }
}
