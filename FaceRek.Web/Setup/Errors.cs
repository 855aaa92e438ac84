using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Storage;

namespace FaceRek.Web.Setup;

internal static class Errors
{
    private const string RetryAfterSeconds = "5";

    /// <summary>People see an error page in words, in the same place; the status stays.</summary>
    public static WebApplication UseErrors(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        // No separate page: it returns an empty status, for which the line above has the words.
        app.UseExceptionHandler(
            new ExceptionHandlerOptions { StatusCodeSelector = StatusOf, ExceptionHandler = AnswerAsync }
        );
        return app;
    }

    private static int StatusOf(Exception exception) =>
        exception is BadHttpRequestException bad ? bad.StatusCode
        : exception is FaceWorkersBusyException
        || exception.IsBusyDatabase()
        || FaceEngine.ObstacleIn(exception) is not null
            ? StatusCodes.Status503ServiceUnavailable
        : exception.IsUnkeptText() ? StatusCodes.Status400BadRequest
        : StatusCodes.Status500InternalServerError;

    private static Task AnswerAsync(HttpContext context)
    {
        if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }
        return Task.CompletedTask;
    }
}
