using System.Reflection;
using System.Text;
using System.Text.Json;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Reading;
using FaceRek.Web.Api.Corrections;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceRek.Tests.Web.Api;

/// <summary>Every exception in a call is answered with one of our error codes, and nothing of the partial response remains.</summary>
public sealed class ApiExceptionMiddlewareTests
{
    public static TheoryData<Exception, int, string, string?> Faults() =>
        new()
        {
            {
                new BadHttpRequestException("x", new JsonException("y", "$.name", null, null)),
                400,
                "body_invalid",
                "At $.name:"
            },
            { new BadHttpRequestException("x", new JsonException("y")), 400, "body_invalid", "At $:" },
            {
                new BadHttpRequestException("Required parameter was not provided from query string.", 400),
                400,
                "query_invalid",
                null
            },
            { new BadHttpRequestException("Failed to bind parameter.", 400), 400, "query_invalid", null },
            { new BadHttpRequestException("Something else.", 400), 400, "body_invalid", null },
            { new BadHttpRequestException("query string", 413), 413, "too_large", null },
            { new BadHttpRequestException("x", 415), 415, "media_type_unknown", null },
            { new JsonException("y", "$.way", null, null), 400, "body_invalid", "At $.way:" },
            { new InvalidDataException(), 400, "form_broken", null },
            { new IOException(), 400, "form_broken", null },
            { new ModelException("The file is gone."), 503, "model_unavailable", "The file is gone." },
            { new FaceWorkersBusyException("x"), 503, "busy", null },
            { new SqliteException("x", 5), 503, "busy", null },
            { new SqliteException("x", 1), 500, "broken", null },
            { new InvalidOperationException("secret"), 500, "broken", null },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_breaks_is_answered_by_its_code(Exception exception, int status, string code, string? detail)
    {
        var context = Context();
        await new ApiExceptionMiddleware(
            async call =>
            {
                (call.Response.StatusCode, call.Response.ContentLength, call.Response.ContentType) = (
                    201,
                    5,
                    "text/plain"
                );
                (call.Response.Headers.Location, call.Response.Headers.ETag, call.Response.Headers["RateLimit-Limit"]) =
                    ("/x", "\"1\"", "9");
                await call.Response.Body.WriteAsync("begun"u8.ToArray());
                throw exception;
            },
            NullLogger<ApiExceptionMiddleware>.Instance
        ).InvokeAsync(context);
        var json = Read(context);
        Assert.Equal(
            (status, status, code),
            (context.Response.StatusCode, json.GetProperty("status").GetInt32(), json.GetProperty("code").GetString())
        );
        Assert.StartsWith(
            detail ?? "",
            json.TryGetProperty("detail", out var told) ? told.GetString()! : "",
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("secret", json.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            (status == 503 ? "5" : "", "", "", "9"),
            (
                context.Response.Headers.RetryAfter.ToString(),
                context.Response.Headers.Location.ToString(),
                context.Response.Headers.ETag.ToString(),
                context.Response.Headers["RateLimit-Limit"].ToString()
            )
        );
        Assert.Null(context.Response.ContentLength);
        Assert.StartsWith("application/problem+json", context.Response.ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_breaks_without_a_form_is_ours()
    {
        var context = Context();
        context.Request.ContentType = "application/json";
        await new ApiExceptionMiddleware(
            _ => throw new IOException(),
            NullLogger<ApiExceptionMiddleware>.Instance
        ).InvokeAsync(context);
        Assert.Equal("broken", Read(context).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(399, null, null)]
    [InlineData(400, null, "body_invalid")]
    [InlineData(401, null, "token_invalid")]
    [InlineData(404, null, "not_found")]
    [InlineData(503, null, "busy")]
    [InlineData(404, "application/json", null)]
    public async Task Empty_answers_of_the_framework_get_words_and_others_stay(int status, string? type, string? code)
    {
        var context = Context();
        await new ApiExceptionMiddleware(
            call =>
            {
                (call.Response.StatusCode, call.Response.ContentType) = (status, type);
                return Task.CompletedTask;
            },
            NullLogger<ApiExceptionMiddleware>.Instance
        ).InvokeAsync(context);
        Assert.Equal(
            (status, code, status == 503 ? "5" : ""),
            (
                context.Response.StatusCode,
                context.Response.Body.Length == 0 ? null : Read(context).GetProperty("code").GetString(),
                context.Response.Headers.RetryAfter.ToString()
            )
        );
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", "application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"utf-8\"", "application/json; charset=utf-8")]
    [InlineData("application/json", "application/json")]
    [InlineData("nonsense", "nonsense")]
    [InlineData(null, null)]
    [InlineData("application/json; charset=klingon", null)]
    public async Task A_charset_is_read_without_its_quotes_or_the_call_is_not_taken(string? type, string? passed)
    {
        var (context, seen) = (Context(), "none");
        context.Request.ContentType = type;
        await new ApiExceptionMiddleware(
            call =>
            {
                seen = call.Request.ContentType;
                return Task.CompletedTask;
            },
            NullLogger<ApiExceptionMiddleware>.Instance
        ).InvokeAsync(context);
        Assert.Equal(type is not null && passed is null ? "none" : passed, seen);
        Assert.Equal(seen == "none" ? 415 : 200, context.Response.StatusCode);
    }

    [Fact]
    public async Task What_is_packed_is_not_opened()
    {
        var context = Context();
        context.Request.Headers.ContentEncoding = "gzip";
        await new ApiExceptionMiddleware(
            _ => throw new InvalidOperationException(),
            NullLogger<ApiExceptionMiddleware>.Instance
        ).InvokeAsync(context);
        Assert.Equal("media_type_unknown", Read(context).GetProperty("code").GetString());
    }

    /// <summary>A caller who has disconnected gets no response.</summary>
    [Fact]
    public async Task An_exception_after_the_caller_has_gone_is_thrown_on()
    {
        var context = Context();
        context.RequestAborted = new CancellationToken(canceled: true);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new ApiExceptionMiddleware(
                _ => throw new InvalidOperationException(),
                NullLogger<ApiExceptionMiddleware>.Instance
            ).InvokeAsync(context)
        );
    }

    public static TheoryData<object, int, string, string> Corrections() =>
        new()
        {
            { new CorrectionOutcome.NotFound(), 404, "not_found", "" },
            { new CorrectionOutcome.ReasonMissing(), 400, "body_invalid", "reason must have 1 to 300" },
            { new CorrectionOutcome.Incomplete(), 400, "body_invalid", "add needs at" },
            { new CorrectionOutcome.InTheFuture(), 400, "body_invalid", "at is in the future" },
            { new CorrectionOutcome.TooLongAgo(), 400, "body_invalid", "This is more than 62 days ago." },
            {
                new CorrectionOutcome.Locked(new(2026, 2, 1), new(2026, 2, 28)),
                409,
                "period_locked",
                "The locked period is 2026-02-01 to 2026-02-28."
            },
            { new CorrectionOutcome.Repeated(default), 409, "repeated", "" },
            { new CorrectionOutcome.TooManyWaiting(), 409, "corrections_full", "" },
            { new CorrectionOutcome.OwnRequest(), 403, "own_request", "" },
            {
                new CorrectionOutcome.Decided(CorrectionStatus.Refused),
                409,
                "decided_already",
                "The decision was: refused."
            },
        };

    [Theory]
    [MemberData(nameof(Corrections))]
    public void A_correction_is_refused_by_its_own_words(object outcome, int status, string code, string detail)
    {
        var refused = (ApiProblem)
            typeof(CorrectionEndpoints)
                .GetMethod("Refused", BindingFlags.NonPublic | BindingFlags.Static)!
                .Invoke(null, [outcome])!;
        Assert.Equal((status, code), (refused.Status, refused.Code));
        Assert.StartsWith(detail, refused.Detail ?? "", StringComparison.Ordinal);
    }

    private static DefaultHttpContext Context()
    {
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.ContentType, context.Response.Body) = (
            "POST",
            "multipart/form-data; boundary=x",
            new MemoryStream()
        );
        return context;
    }

    private static JsonElement Read(HttpContext context) =>
        JsonDocument.Parse(Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray())).RootElement;
}
