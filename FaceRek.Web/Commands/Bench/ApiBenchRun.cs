using System.Diagnostics;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Templates;
using FaceRek.Web.Api.Tokens;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace FaceRek.Web.Commands.Bench;

/// <summary>Engine and application take turns of a few seconds, so that what slows the machine slows both.</summary>
internal sealed class ApiBenchRun(ApiBenchTown town, int clients, TimeSpan length)
{
    private const int Turns = 4;
    private const int Alone = 80;
    private const int WarmUp = 20;
    private const int TokenChecks = 2_000;

    private int calls,
        errors;

    public async Task<ApiBenchReport> RunAsync(CancellationToken cancellationToken)
    {
        using var client = await town.SignInAsync(cancellationToken);
        var verify = await MeasureAsync(
            client,
            "/api/v1/faces/verify",
            ("person_id", town.PersonId.ToString()),
            template => town.Gallery.Verify(town.PersonId, template),
            cancellationToken
        );
        var identify = await MeasureAsync(
            client,
            "/api/v1/faces/identify",
            ("top", "3"),
            template => town.Gallery.Rank(template, 3),
            cancellationToken
        );
        var (again, first) = await TokenAsync(client);
        return new ApiBenchReport(
            Environment.ProcessorCount,
            town.Model.Id.ToString(),
            town.Gallery.People,
            clients,
            calls,
            errors,
            verify,
            identify,
            again,
            first,
            ApiBenchReport.WhatIsCompared
        );
    }

    private async Task<ApiBenchReport.Way> MeasureAsync(
        HttpClient client,
        string path,
        (string Name, string Value) field,
        Action<Template> match,
        CancellationToken cancellationToken
    )
    {
        void Engine() =>
            match(((FaceReading.Readable)town.Model.Reader.Read(town.Picture, PictureLimits.Upload)).Template);
        Task CallAsync() => SendAsync(client, path, field, cancellationToken);
        for (var lap = 0; lap < WarmUp; lap++)
        {
            await CallAsync();
            Engine();
        }

        var (alone, with, turn) = (new List<double>(), new List<double>(), length / Turns);
        (double Done, double Seconds, double Busy) engine = default,
            http = default;
        for (var number = 0; number < Turns; number++)
        {
            engine = Sum(engine, await InParallelAsync(Environment.ProcessorCount, turn, () => Task.Run(Engine)));
            http = Sum(http, await InParallelAsync(clients, turn, CallAsync));
            // Lap by lap, so that other load on the machine affects both alike.
            for (var lap = 0; lap < Alone / Turns; lap++)
            {
                alone.Add(await MillisecondsAsync(() => Task.Run(Engine)));
                with.Add(await MillisecondsAsync(CallAsync));
            }
        }
        var (perSecond, enginePerSecond) = (http.Done / http.Seconds, engine.Done / engine.Seconds);
        var (busy, engineBusy) = (http.Busy / http.Done, engine.Busy / engine.Done);
        return new ApiBenchReport.Way(
            perSecond,
            enginePerSecond,
            perSecond / enginePerSecond,
            Median(with) - Median(alone),
            Median(with),
            Median(alone),
            busy * 1_000,
            engineBusy * 1_000
        );
    }

    private async Task SendAsync(
        HttpClient client,
        string path,
        (string Name, string Value) field,
        CancellationToken cancellationToken
    )
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(field.Value), field.Name },
            { new ByteArrayContent(town.Picture), "picture", "face.jpg" },
        };
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form, cancellationToken);
        Interlocked.Increment(ref calls);
        if (
            !answer.IsSuccessStatusCode
            || !(await answer.Content.ReadAsStringAsync(cancellationToken)).Contains(
                town.PersonId.ToString(),
                StringComparison.Ordinal
            )
        )
        {
            Interlocked.Increment(ref errors);
        }
    }

    /// <returns>How many calls, in how many seconds, and with how many processor seconds.</returns>
    private static async Task<(double Done, double Seconds, double Busy)> InParallelAsync(
        int workers,
        TimeSpan turn,
        Func<Task> work
    )
    {
        var (done, start, before) = (0, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await Task.WhenAll(
            Enumerable
                .Range(0, workers)
                .Select(async _ =>
                {
                    await Task.Yield();
                    while (Stopwatch.GetElapsedTime(start) < turn)
                    {
                        await work();
                        Interlocked.Increment(ref done);
                    }
                })
        );
        return (
            done,
            Stopwatch.GetElapsedTime(start).TotalSeconds,
            (Environment.CpuUsage.TotalTime - before).TotalSeconds
        );
    }

    private static async Task<double> MedianAsync(int laps, Func<Task> work)
    {
        var times = new List<double>(laps);
        for (var lap = 0; lap < laps; lap++)
        {
            times.Add(await MillisecondsAsync(work));
        }
        return Median(times);
    }

    private static async Task<double> MillisecondsAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <returns>Microseconds for a known token, and for a new one.</returns>
    private async Task<(double Again, double First)> TokenAsync(HttpClient client)
    {
        var (check, clock) = (
            town.Services.GetRequiredService<TokenCheck>(),
            town.Services.GetRequiredService<TimeProvider>()
        );
        var parameters = town
            .Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>()
            .Get(JwtBearerDefaults.AuthenticationScheme)
            .TokenValidationParameters;
        var token = client.DefaultRequestHeaders.Authorization!.Parameter!;
        async Task CheckAsync(TokenCheck by)
        {
            if (!(await by.ValidateTokenAsync(token, parameters)).IsValid)
            {
                throw new CommandException("The token of this run has expired. Measure for fewer seconds.");
            }
        }
        await CheckAsync(check);
        var again = await MedianAsync(TokenChecks, () => CheckAsync(check));
        var first = await MedianAsync(
            TokenChecks / 10,
            () => CheckAsync(new TokenCheck(new RememberedTokens(), clock))
        );
        return (again * 1_000, first * 1_000);
    }

    private static (double, double, double) Sum(
        (double Done, double Seconds, double Busy) one,
        (double Done, double Seconds, double Busy) other
    ) => (one.Done + other.Done, one.Seconds + other.Seconds, one.Busy + other.Busy);

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
