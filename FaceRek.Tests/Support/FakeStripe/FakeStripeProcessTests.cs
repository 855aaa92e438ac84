using System.Diagnostics;
using Stripe;
using File = System.IO.File;

namespace FaceRek.Tests.Support.FakeStripe;

/// <summary>The double as started by bin/fake-stripe.</summary>
public sealed class FakeStripeProcessTests
{
    [Fact]
    public async Task As_a_program_of_its_own_it_sells_our_plans_and_keeps_its_books()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-");
        try
        {
            await SellAsync(FreePort.Find(), Path.Combine(folder.FullName, "books.json"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task SellAsync(int port, string file)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (
            var argument in new[]
            {
                Path.Combine(AppContext.BaseDirectory, "FaceRek.Tests.dll"),
                "fake-stripe",
                $"{port}",
                "http://127.0.0.1:9",
                file,
            }
        )
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        try
        {
            Assert.Contains(
                $"http://127.0.0.1:{port}",
                await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
            using var line = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            var client = new StripeClient(
                new StripeClientOptions
                {
                    ApiKey = FakeStripeServer.SecretKey,
                    ApiBase = $"http://127.0.0.1:{port}",
                    HttpClient = new SystemNetHttpClient(
                        line,
                        maxNetworkRetries: 0,
                        appInfo: null,
                        enableTelemetry: false
                    ),
                }
            );
            Assert.Equal(
                4,
                (
                    await client.V1.Prices.ListAsync(
                        new PriceListOptions { Active = true },
                        cancellationToken: TestContext.Current.CancellationToken
                    )
                ).Count()
            );
            await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(file)));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
