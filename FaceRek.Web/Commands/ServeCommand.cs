using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using FaceRek.Core.Faces.Engine;
using FaceRek.Web.Setup;

namespace FaceRek.Web.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Starts the web application (the default).")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((result, cancellationToken) => RunAsync([.. result.UnmatchedTokens], cancellationToken));
        return command;
    }

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        await using var app = FaceRekHost.Build(args);
        RefuseTakenAddresses(app.Configuration["urls"]);
        // Without faces PINs, managers' punches and reports still work, so it starts; but the problem should be known
        // before the first check-in.
        if (FaceEngine.Obstacle is { } obstacle)
        {
            await Console.Error.WriteLineAsync(obstacle);
        }
        await app.Services.MigrateDatabaseAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"FaceRek is at {string.Join(" and ", app.Urls)}");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <summary>Checked beforehand, because the host would report it with twenty lines of stack trace.</summary>
    /// <exception cref="CommandException">Another process uses the address.</exception>
    private static void RefuseTakenAddresses(string? urls)
    {
        foreach (var address in ListenAddresses.Of(urls).Where(address => address.Port > 0))
        {
            var own =
                IPAddress.TryParse(address.Host.Trim('[', ']'), out var named) ? named
                : address.Host == "localhost" ? IPAddress.Loopback
                : IPAddress.Any;
            using var probe = new Socket(own.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(own, address.Port));
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw new CommandException(
                    $"Another program is already listening at {address}. Stop it, or choose another address with ASPNETCORE_URLS, for example http://localhost:{address.Port + 1}."
                );
            }
        }
    }
}
