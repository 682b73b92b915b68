/** What a program printed, as text: UTF-8, or the code page of a Chinese Windows where it is not. For a log; never compared. */

/**
 * `netsh` and the errors of PowerShell's own start come in code page 936 (GBK) there. Its double bytes are hardly ever valid
 * UTF-8, so the strict reading decides.
 */
export function printedText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gbk').decode(bytes)
  }
}
