using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using FaceRek.Core.Billing.Plans;

namespace FaceRek.Tests.Support.FakeStripe;

/// <summary>
/// The double as a separate program, so that a purchase can be clicked through in Development. The account is kept in a
/// file.
/// </summary>
internal static class FakeStripeProcess
{
    private static readonly TimeSpan LooksAtTheClock = TimeSpan.FromSeconds(1);

    /// <param name="args">The port, the application's address and the file that keeps the account.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        if (
            args is not [var port, var application, var file]
            || !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
        {
            await Console.Error.WriteLineAsync("usage: bin/fake-stripe [PORT [ADDRESS OF THE APPLICATION [FILE]]]");
            return 2;
        }
        using var ended = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            ended.Cancel();
        };
        // The server handles this signal itself, and the program would continue without it.
        using var term = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                ended.Cancel();
            }
        );
        FakeStripeServer started;
        try
        {
            started = await FakeStripeServer.StartAsync(TimeProvider.System, number);
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        await using var stripe = started;
        stripe.Pages.WaitsForWebhooks = true;
        if (File.Exists(file))
        {
            stripe.Account.Books.Load(JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject());
        }
        else
        {
            stripe.Sell(PlanCatalogue.All);
        }
        stripe.Listen(new Uri(new Uri(application), "/hooks/stripe"));
        Print(stripe);
        await KeepAsync(stripe, file, ended.Token);
        foreach (var violation in stripe.Violations.Take())
        {
            await Console.Error.WriteLineAsync(violation);
        }
        return 0;
    }

    private static async Task KeepAsync(FakeStripeServer stripe, string file, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(LooksAtTheClock);
        var written = "";
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                await stripe.AdvanceAsync(TimeSpan.Zero);
                var saved = await stripe.DoAsync(account => account.Books.Save().ToJsonString());
                if (saved == written)
                {
                    continue;
                }
                await File.WriteAllTextAsync(file + ".new", saved, CancellationToken.None);
                File.Move(file + ".new", file, overwrite: true);
                written = saved;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return;
        }
    }

    private static void Print(FakeStripeServer stripe) =>
        Console.WriteLine(
            $"""
            A stand-in for Stripe answers at {stripe.ApiBase}, its clock is moved there. Start FaceRek with
              Billing__ApiBase={stripe.ApiBase}
              Billing__SecretKey={FakeStripeServer.SecretKey}
              Billing__WebhookSecret={FakeStripeServer.WebhookSecret}
            """
        );
}
