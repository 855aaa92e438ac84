using System.Text;
using System.Text.Json;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Storage;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>
/// Every failure below <c>/api</c> is returned as an <see cref="ApiProblem"/>, never as a page and never with a stack
/// trace. Used twice: around everything, and inside <see cref="Idempotency"/>, which stores responses.
/// </summary>
internal sealed partial class ApiExceptionMiddleware(RequestDelegate next, ILogger<ApiExceptionMiddleware> logger)
{
    private const string RetryAfterSeconds = "5";

    public async Task InvokeAsync(HttpContext context)
    {
        // Nothing is decompressed here, so a compressed bomb stays small.
        if (context.Request.Headers.ContentEncoding.Count > 0 || !IsReadable(context.Request))
        {
            await ApiProblems.MediaTypeUnknown.ExecuteAsync(context);
            return;
        }
        try
        {
            await next(context);
        }
        catch (Exception exception)
            when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            // Rate limit headers stay; the partial response is removed.
            var (response, headers) = (context.Response, context.Response.Headers);
            (headers.ContentType, headers.ContentLength, headers.Location, headers.ETag) = (
                default,
                null,
                default,
                default
            );
            if (response.Body.CanSeek)
            {
                response.Body.SetLength(0);
            }
            var refusal = RefusalOf(exception, context);
            if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
            {
                headers.RetryAfter = RetryAfterSeconds;
            }
            await refusal.ExecuteAsync(context);
            return;
        }
        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null } bare)
        {
            if (bare.StatusCode == StatusCodes.Status503ServiceUnavailable)
            {
                bare.Headers.RetryAfter = RetryAfterSeconds;
            }
            await ApiProblems.Of(bare.StatusCode).ExecuteAsync(context);
        }
    }

    /// <summary>The body reader throws for an unknown charset, and for a quoted one, which is allowed.</summary>
    private static bool IsReadable(HttpRequest request)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || StringSegment.IsNullOrEmpty(type.Charset)
        )
        {
            return true;
        }
        var plain = HeaderUtilities.RemoveQuotes(type.Charset);
        try
        {
            Encoding.GetEncoding(plain.ToString());
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
        if (plain == type.Charset)
        {
            return true;
        }
        type.Charset = plain;
        request.ContentType = type.ToString();
        return true;
    }

    private ApiProblem RefusalOf(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case BadHttpRequestException { InnerException: JsonException json }:
                return ApiProblems.BodyInvalid.Because(Tell(json));
            case BadHttpRequestException { StatusCode: 400 } bad:
                return
                    bad.Message.Contains("query string", StringComparison.Ordinal)
                    || bad.Message.Contains("bind parameter", StringComparison.Ordinal)
                    ? ApiProblems.QueryInvalid
                    : ApiProblems.BodyInvalid;
            case BadHttpRequestException bad:
                return ApiProblems.Of(bad.StatusCode);
            case JsonException json:
                return ApiProblems.BodyInvalid.Because(Tell(json));
            case InvalidDataException:
            case IOException when context.Request.HasFormContentType:
                return ApiProblems.FormBroken;
            case var faceless when FaceEngine.ObstacleIn(faceless) is { } obstacle:
                return ApiProblems.ModelUnavailable.Because(obstacle);
            case FaceWorkersBusyException:
                return ApiProblems.Busy;
            case var busy when busy.IsBusyDatabase():
                return ApiProblems.Busy;
            case var odd when odd.IsUnkeptText():
                return (
                    HttpMethods.IsGet(context.Request.Method) ? ApiProblems.QueryInvalid : ApiProblems.BodyInvalid
                ).Because("A text contains U+0000.");
            default:
                LogBroken(exception);
                return ApiProblems.Broken;
        }
    }

    private static string Tell(JsonException json) =>
        $"At {(string.IsNullOrEmpty(json.Path) ? "$" : json.Path)}: not JSON, or a member that is missing, unknown, repeated or of the wrong type.";

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "A call of the API failed")]
    private partial void LogBroken(Exception exception);
}
