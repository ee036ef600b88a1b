import { BlockSplitter, type FenceGrowth, type Step } from "./blocks.ts";
import { codeBlockHtml } from "./codeBlock.ts";
import { CodeLines } from "./codeLines.ts";
import { highlightLater } from "./later.ts";
import { renderMarkdown } from "./parser.ts";
import { toFragment } from "./sanitize.ts";

/**
 * One answer on the page. Text is appended as it arrives; at most once per frame the finished blocks are added for good
 * and the open end is drawn anew. Text that does not continue what is shown starts over.
 */
export class MarkdownView {
  readonly element: HTMLElement = document.createElement("div");
  readonly #onDrawn: (live: boolean) => void;
  #splitter = new BlockSplitter();
  #tail: readonly ChildNode[] = [];
  #fence: { readonly block: HTMLElement; readonly code: CodeLines } | undefined;
  #frame: number | undefined;
  #done = false;

  /** `onDrawn` is told after each drawing, and whether it was text that just arrived. */
  constructor(onDrawn: (live: boolean) => void = () => undefined) {
    this.element.className = "prose";
    this.#onDrawn = onDrawn;
  }

  get text(): string {
    return this.#splitter.text;
  }

  append(delta: string): void {
    if (this.#done) this.#reset(this.text);
    this.#splitter.append(delta);
    this.#schedule();
  }

  /** Makes the view show exactly this text. `done` says that nothing will follow. */
  update(text: string, done: boolean): void {
    if (this.#done ? this.text === text && done : this.text === text && !done) return;
    if (this.#done || !text.startsWith(this.text)) this.#reset("");
    if (this.text === "" && done) return this.#showWhole(text);
    this.#splitter.append(text.slice(this.text.length));
    this.#done = done;
    this.#schedule();
  }

  /** Draws what is due without waiting for a frame. */
  flush(): void {
    if (this.#unschedule()) this.#draw();
  }

  /** True where something was due. */
  #unschedule(): boolean {
    if (this.#frame === undefined) return false;
    cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    return true;
  }

  #schedule(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #reset(text: string): void {
    this.#unschedule();
    this.#splitter = new BlockSplitter();
    this.#splitter.append(text);
    this.element.replaceChildren();
    this.#tail = [];
    this.#fence = undefined;
    this.#done = false;
  }

  #showWhole(text: string): void {
    this.#splitter.append(text);
    this.#done = true;
    this.element.replaceChildren(toFragment(renderMarkdown(text)));
    highlightLater(this.element);
    this.#onDrawn(false);
  }

  #draw(): void {
    this.#frame = undefined;
    this.#apply(this.#done ? this.#splitter.finish() : this.#splitter.step());
    this.#onDrawn(true);
  }

  #apply(step: Step): void {
    if (step.whole !== undefined) {
      this.#tail = [];
      this.element.replaceChildren(toFragment(step.whole));
    } else {
      this.#drawTail("");
      if (step.committed !== "") this.#commit(step.committed);
      if (step.fence === undefined || step.fence.opened) this.#dropFence();
      if (step.fence === undefined) this.#drawTail(step.tail);
      else this.#growFence(step.fence);
    }
    if (step.committed !== "" || step.whole !== undefined) highlightLater(this.element);
  }

  #commit(html: string): void {
    const fragment = toFragment(html);
    this.#keepOpenFence(fragment);
    this.element.append(fragment);
  }

  /** The fence that grew becomes the finished one in place, so that its focus and scroll position survive. */
  #keepOpenFence(fragment: DocumentFragment): void {
    const finished = fragment.firstElementChild;
    const code = finished?.querySelector("code");
    if (this.#fence !== undefined && code) {
      this.#fence.block.querySelector("code")?.replaceWith(code);
      finished?.remove();
    }
    this.#fence = undefined;
  }

  #dropFence(): void {
    this.#fence?.block.remove();
    this.#fence = undefined;
  }

  #drawTail(html: string): void {
    for (const node of this.#tail) node.remove();
    this.#tail = html === "" ? [] : this.#appendNodes(toFragment(html));
  }

  #appendNodes(fragment: DocumentFragment): readonly ChildNode[] {
    const nodes = [...fragment.childNodes];
    this.element.append(fragment);
    return nodes;
  }

  #growFence(growth: FenceGrowth): void {
    this.#fence ??= this.#openFence(growth.language);
    this.#fence?.code.append(growth.lines, growth.partial);
  }

  #openFence(language: string): { block: HTMLElement; code: CodeLines } | undefined {
    const block = toFragment(codeBlockHtml({ code: "", language, highlighted: false })).firstElementChild;
    const code = block?.querySelector("code");
    if (!(block instanceof HTMLElement) || !code) return undefined;
    this.element.append(block);
    return { block, code: new CodeLines(code) };
  }
}
