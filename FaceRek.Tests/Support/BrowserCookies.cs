using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Net.Http.Headers;

namespace FaceRek.Tests.Support;

/// <summary>
/// A browser goes by the clock of the machine, the application by the clock of the test. When a cookie expires is put onto the machine's clock on its way
/// out, so that a browser keeps and drops it as if both clocks were one.
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
