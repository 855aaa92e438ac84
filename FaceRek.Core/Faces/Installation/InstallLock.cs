using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Installation;

/// <summary>One installer at a time in a store, in whichever process: the second waits and then finds the work done.</summary>
internal sealed class InstallLock : IDisposable
{
    private const string Name = ".install.lock";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream held;

    private InstallLock(FileStream held) => this.held = held;

    /// <exception cref="ModelException">The store cannot be written.</exception>
    public static async Task<InstallLock> TakeAsync(
        ModelStore store,
        IProgress<InstallStep>? progress,
        CancellationToken cancellationToken
    )
    {
        var isTold = false;
        while (true)
        {
            try
            {
                Directory.CreateDirectory(store.Folder);
                // The system gives it up when the process ends, however it ends.
                return new InstallLock(
                    new FileStream(
                        Path.Combine(store.Folder, Name),
                        FileMode.OpenOrCreate,
                        FileAccess.ReadWrite,
                        FileShare.None
                    )
                );
            }
            catch (IOException) when (File.Exists(Path.Combine(store.Folder, Name)))
            {
                if (!isTold)
                {
                    progress?.Report(new InstallStep.Waiting());
                }
                isTold = true;
                await Task.Delay(Pause, cancellationToken);
            }
            catch (Exception fault) when (DiskException.IsOfDisk(fault))
            {
                throw DiskException.Of(fault, store.Folder);
            }
        }
    }

    public void Dispose() => held.Dispose();
}
