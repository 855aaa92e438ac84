using System.Text.RegularExpressions;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FaceRek.Tests.Web.Jobs;

/// <summary>All recurring jobs are in one list, and continue after a failed round.</summary>
public sealed partial class RecurringJobsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_of_ours_that_the_application_starts_is_in_the_list()
    {
        await using var app = await FaceRekApp.StartAsync();
        var started = app
            .Services.GetServices<IHostedService>()
            .Where(service => IsOurs(service.GetType()))
            .Select(service => Assert.IsType<RecurringJobHost>(service).Job);
        Assert.Equal(RecurringJobs.All, started);
    }

    [Fact]
    public void Nothing_of_ours_can_be_started_but_what_is_in_the_list()
    {
        var types = new[] { typeof(RecurringJobs), typeof(FaceRekDb) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .ToList();
        Assert.Equal([typeof(RecurringJobHost)], types.Where(type => type.IsAssignableTo(typeof(IHostedService))));
        Assert.Equal(
            RecurringJobs.All.Select(job => job.Type.FullName).Order(),
            types.Where(type => type.IsAssignableTo(typeof(IRecurringJob))).Select(type => type.FullName).Order()
        );
        var strays = Repository
            .Sources("FaceRek.Core", "FaceRek.Web")
            .Where(file => OwnClockwork().IsMatch(file.Text))
            .Select(file => file.Path);
        // An open connection sends a heartbeat.
        Assert.Equal(["FaceRek.Web/Live/LiveEvents.cs"], strays);
    }

    [Fact]
    public void Each_job_has_a_name_of_its_own_a_sentence_and_a_file()
    {
        Assert.Distinct(RecurringJobs.All.Select(job => job.Name));
        Assert.All(
            RecurringJobs.All,
            job =>
            {
                Assert.EndsWith(".", job.Does, StringComparison.Ordinal);
                var folder = job.Type.Namespace!.Replace("FaceRek.Web", "FaceRek.Web/", StringComparison.Ordinal);
                Assert.Single(
                    Repository.Sources("FaceRek.Web"),
                    file => file.Path == $"{folder.Replace("/.", "/", StringComparison.Ordinal)}/{job.Type.Name}.cs"
                );
            }
        );
    }

    [Fact]
    public async Task A_round_that_fails_is_logged_without_its_message_and_the_next_round_comes()
    {
        var (clock, log, work) = (FaceRekApp.NewClock(), new LogText(), new FailsOnce());
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        using var host = new RecurringJobHost(
            new RecurringJob<FailsOnce>("Comparing", TimeSpan.Zero, "Fails once."),
            work,
            clock,
            loggers.CreateLogger<RecurringJobHost>()
        );
        await host.StartAsync(Cancellation);
        await work.Again.WaitAsync(Eventually.Patience, Cancellation);
        await host.StopAsync(Cancellation);
        Assert.Contains("Comparing", log.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidDataException), log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Eve", log.ToString(), StringComparison.Ordinal);
    }

    private static bool IsOurs(Type type) =>
        type.Assembly.GetName().Name!.StartsWith("FaceRek", StringComparison.Ordinal);

    [GeneratedRegex(@"AddHostedService|PeriodicTimer|new Timer\(|\.CreateTimer\(")]
    private static partial Regex OwnClockwork();

    private sealed class FailsOnce : IRecurringJob
    {
        private readonly TaskCompletionSource again = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int rounds;

        public Task Again => again.Task;

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            if (++rounds == 1)
            {
                throw new InvalidDataException("Eve's row cannot be read.");
            }
            again.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
    }
}
