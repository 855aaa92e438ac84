using System.CommandLine;
using FaceRek.Core.Faces.Models;
using FaceRek.Web.Commands.Bench;
using FaceRek.Web.Setup;

namespace FaceRek.Web.Commands;

/// <summary>
/// <c>bin/facerek COMMAND</c>. Exit codes: 0 done, 1 failed with a sentence on standard error, 2 invalid arguments, 130
/// interrupted.
/// </summary>
public static class CommandLine
{
    private const int Failed = 1;
    private const int NotUnderstood = 2;
    private const int Ended = 130;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken = default)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(
                $"{parsed.Errors[0].Message} ('bin/facerek --help' lists the commands.)"
            );
            return NotUnderstood;
        }
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false },
                cancellationToken
            );
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C, or a stop by a service manager.
            return Ended;
        }
        catch (Exception exception) when (IsTellable(exception))
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Failed;
        }
    }

    internal static RootCommand Create()
    {
        var root = new RootCommand("FaceRek records attendance by face.")
        {
            ServeCommand.Create(),
            MigrateCommand.Create(),
            ModelsCommand.Create(),
            EvaluateCommand.Create(),
            EvaluateQualityCommand.Create(),
            EvaluateLivenessCommand.Create(),
            MakeLivenessClipsCommand.Create(),
            BenchCommand.Create(),
            DemoCommand.Create(),
            RecomputeCommand.Create(),
            BillingCommand.Create(),
        };
        root.SetAction((_, cancellationToken) => ServeCommand.RunAsync([], cancellationToken));
        return root;
    }

    /// <summary>Errors the user can resolve. Any other is a bug and shows its stack trace.</summary>
    private static bool IsTellable(Exception exception) =>
        exception
            is CommandException
                or ModelException
                or InvalidDataException
                or IOException
                or UnauthorizedAccessException;
}

/// <summary>A command cannot continue; the message is the one sentence its user reads.</summary>
public sealed class CommandException(string message) : Exception(message);

/// <summary>The same settings as the application's, for commands that need nothing else of it.</summary>
internal static class CommandSettings
{
    /// <summary>A command reports what it did itself; the log only has warnings and errors.</summary>
    public static readonly string[] Quiet = ["--Logging:LogLevel:Default", "Warning"];

    public static DataSettings Data() => Section<DataSettings>("Data");

    public static FacesSettings Faces() => Section<FacesSettings>("Faces");

    private static T Section<T>(string name)
        where T : new() =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .AddEnvironmentVariables()
            .Build()
            .Get<T>(name);
}
