using System.Globalization;
using FaceRek.Core.Faces.Installation;

namespace FaceRek.Web.Commands;

/// <summary>Shows an installation: a bar where a person looks at a terminal, else a line for each step.</summary>
internal sealed class InstallProgress(TextWriter to, bool isTerminal) : IProgress<InstallStep>, IDisposable
{
    private const int Cells = 30;

    private string? file;
    private int drawn = -1;

    public void Report(InstallStep value)
    {
        switch (value)
        {
            case InstallStep.Waiting:
                Tell("Waiting for another installation");
                break;
            case InstallStep.Asking asking:
                Tell(string.Create(CultureInfo.InvariantCulture, $"Fetching {asking.Package} from {asking.Source}"));
                break;
            case InstallStep.Receiving receiving:
                Receive(receiving);
                break;
            case InstallStep.SourceFailed failed:
                Tell(failed.Why);
                break;
            case InstallStep.Converting converting:
                Tell($"Making the network of {converting.Pack}");
                break;
        }
    }

    private void Tell(string line)
    {
        EndBar();
        to.WriteLine(line);
    }

    public void Dispose() => EndBar();

    private void Receive(InstallStep.Receiving received)
    {
        if (received.File != file)
        {
            EndBar();
            file = received.File;
            if (!isTerminal)
            {
                to.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"  {received.File}, {received.Total / 1e6:0.0} MB")
                );
            }
        }
        var percent = (int)(100 * received.Bytes / received.Total);
        if (isTerminal && percent != drawn)
        {
            drawn = percent;
            var full = Cells * percent / 100;
            to.Write($"\r  [{new string('#', full)}{new string(' ', Cells - full)}] {percent, 3} %  {received.File}");
        }
    }

    private void EndBar()
    {
        if (drawn >= 0)
        {
            to.WriteLine();
        }
        (drawn, file) = (-1, null);
    }
}
