using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Net.Http.Headers;

namespace FaceRek.Tests.Support;

/// <summary>
/// A browser uses the clock of the machine, the application that of the test. The expiry of each cookie is converted to
/// the machine's clock in the response, so that a browser keeps and drops it as if both clocks were one.
/// </summary>
internal sealed class BrowserCookies(TimeProvider clock) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(step =>
                context =>
                {
                    context.Response.OnStarting(() =>
                    {
                        if (context.Response.Headers.SetCookie is { Count: > 0 } cookies)
                        {
                            context.Response.Headers.SetCookie = cookies
                                .Select(cookie => OnTheMachinesClock(cookie!))
                                .ToArray();
                        }
                        return Task.CompletedTask;
                    });
                    return step(context);
                }
            );
            next(app);
        };

    private string OnTheMachinesClock(string text)
    {
        var cookie = SetCookieHeaderValue.Parse(text);
        if (cookie.Expires is not { } expires)
        {
            return text;
        }
        cookie.Expires = TimeProvider.System.GetUtcNow() + (expires - clock.GetUtcNow());
        return cookie.ToString();
    }
}
