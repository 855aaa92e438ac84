using System.Text;
using Microsoft.Extensions.Logging;

namespace FaceRek.Tests.Support;

/// <summary>Everything that was logged, exceptions included, as an operator reads it.</summary>
public sealed class LogText : ILogger, ILoggerProvider
{
    private readonly StringBuilder text = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose() { }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        lock (text)
        {
            text.AppendLine(formatter(state, exception)).AppendLine(exception?.ToString());
        }
    }

    public override string ToString()
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
